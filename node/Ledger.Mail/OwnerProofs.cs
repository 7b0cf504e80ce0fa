using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Mail;

/// <summary>
/// Checks that a request is by the owner of a key: the key's form, a fresh challenge, the signature, in this order; then the challenge is
/// used.
/// </summary>
public sealed class OwnerProofs(MailNode node, ISignatureVerifier verifier, ChallengeBook challenges)
{
    private readonly SignatureAlgorithm _algorithm = MailboxAddress.AlgorithmOf(node.Hasher.Suite);

    /// <summary>The challenges.</summary>
    public ChallengeBook Challenges { get; } = challenges;

    /// <summary>Checks a proof.</summary>
    /// <param name="proof">As it came.</param>
    /// <param name="message">What must be signed, given the address of the owner's key.</param>
    /// <param name="owner">The address of the owner's key.</param>
    public Refused Check(OwnerProof? proof, Func<Digest, SignBytes> message, out Digest owner)
    {
        ArgumentNullException.ThrowIfNull(message);
        owner = default;
        if (proof?.Signature is null)
        {
            return new Refused(RefusalCode.BadOwnerSignature, "The request carries no signature.");
        }

        if (proof.PublicKey.Length != MailboxAddress.KeyBytes || proof.PublicKey[0] != 4 || proof.Signature.Algorithm != (uint)_algorithm)
        {
            return new Refused(
                RefusalCode.BadOwnerKey,
                $"An owner's key on this chain is of {_algorithm} and has {MailboxAddress.KeyBytes} bytes, the first 04.");
        }

        if (Challenges.Check(proof.Challenge.Span) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = new PublicKey(_algorithm, proof.PublicKey.Span);
        owner = MailboxAddress.Of(node.Hasher, key);
        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(key, message(owner), proof.Signature.Value.Memory)], valid);
        return valid[0]
            ? Challenges.Use(proof.Challenge.Span)
            : new Refused(RefusalCode.BadOwnerSignature, "The signature is not this key's over this request.");
    }
}
