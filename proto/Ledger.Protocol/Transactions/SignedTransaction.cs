using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// A transaction read once: the bytes as carried, slices of them, and the parsed body. Everything later works on this, so nothing is
/// parsed, serialised or hashed twice.
/// </summary>
public sealed class SignedTransaction
{
    internal SignedTransaction(
        ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> calls, ReadOnlyMemory<byte> signature, SignatureAlgorithm algorithm, TxBody body,
        Digest id, Digest signer)
    {
        Bytes = bytes;
        CallBytes = calls;
        Signature = signature;
        Algorithm = algorithm;
        Body = body;
        Id = id;
        Signer = signer;
        SignedMessage = SignPurposes.Transaction.Over(id);
    }

    /// <summary>The encoded Transaction.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The calls as the body carries them: its end, from the first call's tag on.</summary>
    public ReadOnlyMemory<byte> CallBytes { get; }

    /// <summary>The signature's value.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The algorithm that the signature claims.</summary>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>The parsed body.</summary>
    public TxBody Body { get; }

    /// <summary>H(<see cref="DomainTag.Transaction"/> ‖ body bytes).</summary>
    public Digest Id { get; }

    /// <summary>Id of the signer's certificate.</summary>
    public Digest Signer { get; }

    /// <summary>
    /// What the signature signs: <see cref="DomainTag.Transaction"/> ‖ <see cref="Id"/>, which commits to the body as carried.
    /// </summary>
    public SignBytes SignedMessage { get; }

    /// <summary>The content of this transaction's leaf in the transactions tree: id ‖ signature.</summary>
    public byte[] LeafContent() => [.. SignedMessage.Span[DomainTag.Bytes..], .. Signature.Span];

    /// <summary>
    /// H(<see cref="DomainTag.Content"/> ‖ <see cref="CallBytes"/>): what a business key stands for, whoever signs it and when.
    /// </summary>
    public Digest ContentDigest(IHasher hasher) => TaggedHash.Compute(hasher, DomainTag.Content, CallBytes.Span);

    /// <summary>The batch entry for the verifier, given the signer's registered key.</summary>
    public SignatureCheck SignatureCheck(PublicKey key) => new(key, SignedMessage, Signature, LowS: true);
}
