using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Files;

namespace Ledger.Certificates;

/// <summary>
/// What stands in a file of certificates, whatever is around it: PEM blocks, one DER value, or the certificates and lists of a PKCS #7 or
/// GM/T 0010 container (<c>.p7b</c>). Only split up here, and only by shape: each part still has to be parsed.
/// </summary>
public sealed class CertificateBundle
{
    /// <summary>Most parts taken of one file; that there are more after them stands in <see cref="Unread"/>.</summary>
    public const int PartsMax = UnwrappedFile.PartsMax;

    private const string Pkcs7SignedData = "1.2.840.113549.1.7.2";
    private const string GmSignedData = "1.2.156.10197.6.1.4.2.2";
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);

    private readonly List<ReadOnlyMemory<byte>> _certificates = [];
    private readonly List<ReadOnlyMemory<byte>> _revocationLists = [];
    private readonly List<string> _unread = [];

    private CertificateBundle()
    {
    }

    /// <summary>DER that should be certificates, in their order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates => _certificates;

    /// <summary>DER that should be revocation lists, in their order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> RevocationLists => _revocationLists;

    /// <summary>What stands in the file and is neither, in words: damaged blocks, and what lies beyond the limit.</summary>
    public IReadOnlyList<string> Unread => _unread;

    /// <summary>Splits a file; never throws. A file that is nothing known counts as one certificate, which will not parse.</summary>
    public static CertificateBundle Read(ReadOnlyMemory<byte> file)
    {
        var bundle = new CertificateBundle();
        var unwrapped = UnwrappedFile.Read(file);
        foreach (var part in unwrapped.Parts)
        {
            bundle.Add(part.Label, part.Bytes);
        }

        if (unwrapped.PartsLeft)
        {
            bundle._unread.Add($"it has more than {PartsMax} parts");
        }
        else if (unwrapped is { PartsDamaged: > 0, Parts.Count: > 0 })
        {
            bundle._unread.Add($"{unwrapped.PartsDamaged} PEM blocks are damaged");
        }
        else if (unwrapped.Parts.Count == 0)
        {
            bundle._certificates.Add(file);
        }

        return bundle;
    }

    private void Add(string label, ReadOnlyMemory<byte> der)
    {
        switch (label)
        {
            case "":
                AddDer(der);
                break;
            case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE":
                _certificates.Add(der);
                break;
            case "X509 CRL":
                _revocationLists.Add(der);
                break;
            case "PKCS7" or "CMS":
                AddDer(der);
                break;
            default:
                if (!label.EndsWith(" KEY", StringComparison.Ordinal) && !label.EndsWith(" REQUEST", StringComparison.Ordinal) &&
                    !label.EndsWith("PARAMETERS", StringComparison.Ordinal))
                {
                    AddDer(der); // such as CRL: by its shape
                }

                break;
        }
    }

    private void AddDer(ReadOnlyMemory<byte> der)
    {
        try
        {
            if (DerStructure.IsOneValue(der.Span) && TryAddContainer(new AsnReader(der, AsnEncodingRules.DER).ReadSequence()))
            {
                return;
            }

            (IsRevocationList(der) ? _revocationLists : _certificates).Add(der);
        }
        catch (AsnContentException)
        {
            _certificates.Add(der);
        }
    }

    private bool TryAddContainer(AsnReader outer)
    {
        if (!outer.HasData
            || !outer.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            || outer.ReadObjectIdentifier() is not (Pkcs7SignedData or GmSignedData))
        {
            return false;
        }

        var signedData = outer.ReadSequence(Tag0).ReadSequence();
        signedData.ReadInteger();
        signedData.ReadEncodedValue(); // digest algorithms
        signedData.ReadEncodedValue(); // content
        AddAll(signedData, Tag0, _certificates);
        AddAll(signedData, Tag1, _revocationLists);
        return true;
    }

    private void AddAll(AsnReader signedData, Asn1Tag tag, List<ReadOnlyMemory<byte>> parts)
    {
        if (!signedData.HasData || !signedData.PeekTag().HasSameClassAndValue(tag))
        {
            return;
        }

        var set = signedData.ReadSetOf(skipSortOrderValidation: true, tag);
        while (set.HasData && parts.Count < PartsMax)
        {
            parts.Add(set.ReadEncodedValue());
        }

        if (set.HasData)
        {
            _unread.Add($"it has more than {PartsMax} parts");
        }
    }

    /// <summary>A list has a time where a certificate has its validity: third, or after its version fourth.</summary>
    private static bool IsRevocationList(ReadOnlyMemory<byte> der)
    {
        var signed = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (signed.HasData && signed.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            signed.ReadEncodedValue();
        }

        for (var skipped = 0; skipped < 2 && signed.HasData; skipped++)
        {
            signed.ReadEncodedValue();
        }

        return signed.HasData && DerTime.IsNext(signed);
    }
}
