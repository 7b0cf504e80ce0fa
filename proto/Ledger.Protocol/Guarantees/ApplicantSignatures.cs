using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// What a bidder signs of the terms that it applied for: tag ‖ H(<see cref="DomainTag.ApplicantSignature"/> ‖ chain id ‖ the encoded terms
/// before their last field, the signature itself) (docs/spec/guarantee.md).
/// </summary>
public static class ApplicantSignatures
{
    /// <summary>Longest signature value: of an RSA key of 4096 bits.</summary>
    public const int ValueBytesMax = 512;

    /// <summary>What a signature of this length adds to encoded terms, in bytes.</summary>
    public static int FieldBytes(int valueBytes) => FieldBytesOf(new ApplicantSignature
    {
        CertificateId = UnsafeByteOperations.UnsafeWrap(new byte[Digest.Bytes]),
        Value = UnsafeByteOperations.UnsafeWrap(new byte[valueBytes]),
    });

    /// <summary>What is signed of terms as carried, which are their canonical encoding.</summary>
    /// <param name="hasher">The chain's hash.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="terms">The encoded terms, with or without a signature.</param>
    /// <param name="signature">The signature that they end with; null where they have none.</param>
    public static SignBytes MessageOf(IHasher hasher, Digest chainId, ReadOnlySpan<byte> terms, ApplicantSignature? signature) =>
        SignPurposes.ApplicantSignature.Over(TaggedHash.Compute(
            hasher, DomainTag.ApplicantSignature, [.. chainId.ToArray(), .. terms[..^(signature is null ? 0 : FieldBytesOf(signature))]]));

    /// <summary>These terms with the bidder's signature in the place of any that they have.</summary>
    /// <param name="hasher">The chain's hash.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="terms">The terms of version 1.</param>
    /// <param name="certificateId">The bidder's registered signing certificate.</param>
    /// <param name="key">Its key.</param>
    public static GuaranteeTerms Sign(IHasher hasher, Digest chainId, GuaranteeTerms terms, Digest certificateId, ISigner key)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(key);
        var signed = terms.Clone();
        signed.ApplicantSignature = null;
        var message = MessageOf(hasher, chainId, signed.ToByteArray(), null);
        signed.ApplicantSignature = new ApplicantSignature
        {
            CertificateId = UnsafeByteOperations.UnsafeWrap(certificateId.ToArray()),
            Value = UnsafeByteOperations.UnsafeWrap(key.Sign(message)),
        };
        return signed;
    }

    /// <summary>
    /// Whether terms as carried end with a signature by this key. How the key came to be the bidder's is the caller's question.
    /// </summary>
    public static bool Verify(
        IHasher hasher, ISignatureVerifier verifier, Digest chainId, ReadOnlySpan<byte> terms, ApplicantSignature signature, PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        Span<bool> holds = [false];
        if (CheckOf(hasher, chainId, terms, signature, key) is { } check)
        {
            verifier.Verify([check], holds);
        }

        return holds[0];
    }

    /// <summary>What the verifier is asked about terms as carried; null where the signature is too long to be one.</summary>
    public static SignatureCheck? CheckOf(
        IHasher hasher, Digest chainId, ReadOnlySpan<byte> terms, ApplicantSignature signature, PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return signature.Value.Length > ValueBytesMax
            ? null
            : new SignatureCheck(key, MessageOf(hasher, chainId, terms, signature), signature.Value.Memory, LowS: true);
    }

    private static int FieldBytesOf(ApplicantSignature signature) =>
        CodedOutputStream.ComputeTagSize(GuaranteeTerms.ApplicantSignatureFieldNumber) + CodedOutputStream.ComputeMessageSize(signature);
}
