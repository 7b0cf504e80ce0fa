using System.Diagnostics.CodeAnalysis;
using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>A seal put on a document (电子签章数据, SES_Signature), of the same versions as the seal in it. Parsing never throws.</summary>
public sealed class SealSignature
{
    internal SealSignature()
    {
    }

    /// <summary>The whole signature.</summary>
    public required ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>1, 4 or 5.</summary>
    public required int Version { get; init; }

    /// <summary>The seal that was put on.</summary>
    public required ElectronicSeal Seal { get; init; }

    /// <summary>When, as the signer claims, in milliseconds since 1970-01-01 UTC; null where version 1 carries something else.</summary>
    public required long? TimeMs { get; init; }

    /// <summary>The digest of the protected bytes.</summary>
    public required ReadOnlyMemory<byte> DataHash { get; init; }

    /// <summary>What was protected: for OFD the path of <c>Signature.xml</c>.</summary>
    public required string PropertyInfo { get; init; }

    /// <summary>Who put the seal on.</summary>
    public required Certificate Signer { get; init; }

    /// <summary>Object identifier of the signature algorithm.</summary>
    public required string SignatureOid { get; init; }

    /// <summary>The signature over <see cref="SignedBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>What was signed (toSign), byte for byte as it came.</summary>
    public required ReadOnlyMemory<byte> SignedBytes { get; init; }

    /// <summary>An RFC 3161 token over the signature, or null: then the time is only a claim.</summary>
    public ReadOnlyMemory<byte>? TimeStamp { get; init; }

    /// <summary>
    /// Parses a signature of at most <see cref="SealLimits.SealBytesMax"/> bytes. False, with the reason, for anything else; never throws.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out SealSignature? signature, out SealError error)
    {
        (signature, error) = SesReading.Read(der, SealSignatureReader.Read);
        return signature is not null;
    }
}
