using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Ledger.Certificates.Der;

namespace Ledger.Certificates;

/// <summary>
/// What stands in a file of certificates: PEM with any number of blocks, one DER value, as it is or in bare Base64, or the certificates and lists of a
/// PKCS #7 or GM/T 0010 container (<c>.p7b</c>). Only split up here, and only by shape: each part still has to be parsed.
/// </summary>
public sealed class CertificateBundle
{
    /// <summary>Most parts taken of one file; that there are more after them stands in <see cref="Unread"/>.</summary>
    public const int PartsMax = 10_000;

    private const string Pkcs7SignedData = "1.2.840.113549.1.7.2";
    private const string PemBegin = "-----BEGIN ";
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
        if (!file.IsEmpty && file.Span[0] != 0x30 && bundle.TryReadPem(file.Span))
        {
            return bundle;
        }

        bundle.AddDer(TryDecode(file.Span) ?? file);
        return bundle;
    }

    private bool TryReadPem(ReadOnlySpan<byte> file)
    {
        var text = Encoding.Latin1.GetString(file).AsSpan();
        var begun = text.Count(PemBegin);
        var found = 0;
        while (_certificates.Count + _revocationLists.Count < PartsMax && PemEncoding.TryFind(text, out var fields))
        {
            found++;
            var der = new byte[fields.DecodedDataLength];
            if (Convert.TryFromBase64Chars(text[fields.Base64Data], der, out _))
            {
                Add(text[fields.Label], der);
            }

            text = text[fields.Location.End..];
        }

        if (found > 0 && found < begun)
        {
            _unread.Add(_certificates.Count + _revocationLists.Count < PartsMax ? $"{begun - found} PEM blocks are damaged" : $"it has more than {PartsMax} parts");
        }

        return found > 0;
    }

    private static byte[]? TryDecode(ReadOnlySpan<byte> file)
    {
        if (file.Length == 0 || !Base64.IsValid(file, out var length) || length == 0)
        {
            return null;
        }

        var der = new byte[length];
        return Convert.TryFromBase64String(Encoding.ASCII.GetString(file), der, out _) ? der : null;
    }

    private void Add(ReadOnlySpan<char> label, byte[] der)
    {
        switch (label)
        {
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
                if (!label.EndsWith(" KEY") && !label.EndsWith(" REQUEST") && !label.EndsWith("PARAMETERS"))
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
