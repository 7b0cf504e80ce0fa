using System.Formats.Asn1;

namespace Ledger.Cms;

/// <summary>One recipient of an enveloped message (KeyTransRecipientInfo).</summary>
public sealed class MessageRecipientInfo
{
    private MessageRecipientInfo(CertificateReference reference, AlgorithmId algorithm, ReadOnlyMemory<byte> encryptedKey)
    {
        Reference = reference;
        Algorithm = algorithm;
        EncryptedKey = encryptedKey;
    }

    /// <summary>Which certificate the content key is for.</summary>
    public CertificateReference Reference { get; }

    /// <summary>Object identifier of the key encryption algorithm.</summary>
    public string AlgorithmOid => Algorithm.Oid;

    /// <summary>The encrypted content key as carried.</summary>
    public ReadOnlyMemory<byte> EncryptedKey { get; }

    internal AlgorithmId Algorithm { get; }

    /// <summary>Null for a recipient of another kind than key transport, which nobody here can be.</summary>
    internal static MessageRecipientInfo? Read(AsnReader from)
    {
        if (from.PeekTag().TagClass == TagClass.ContextSpecific)
        {
            from.ReadEncodedValue();
            return null;
        }

        var info = from.ReadSequence();
        // GM/T 0010 writes 1, RFC 5652 0 or 2, and CFCA 2 also with issuer and serial number: the version says nothing that the rest does
        // not.
        if (!info.TryReadInt32(out var version) || version is < 0 or > 2)
        {
            throw new AsnContentException();
        }

        var reference = CertificateReference.Read(info);
        var algorithm = AlgorithmId.Read(info);
        var key = info.ReadOctetString();
        info.ThrowIfNotEmpty();
        return new MessageRecipientInfo(reference, algorithm, key);
    }
}
