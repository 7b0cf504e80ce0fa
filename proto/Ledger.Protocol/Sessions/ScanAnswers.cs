using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>What a phone signs: every field of the session and of its own answer (DOMAIN §3; docs/spec/scan-session.md).</summary>
public static class ScanAnswers
{
    /// <summary>Refuses an answer with a field out of its form.</summary>
    public static Refused Check(ScanAnswer? answer)
    {
        if (answer is null)
        {
            return new Refused(RefusalCode.BadSessionField, "The answer is missing.");
        }

        if (ScanTickets.Check(answer.Ticket) is { IsRefused: true } refused)
        {
            return refused;
        }

        var wrong = answer switch
        {
            { Context.Length: not Digest.Bytes } => "context",
            { ChainId.Length: not Digest.Bytes } => "chain_id",
            { CertificateId.Length: not Digest.Bytes } => "certificate_id",
            { Result.Length: not Digest.Bytes } => "result",
            { Number: >= ScanLimits.Numbers } => "number",
            { Signature: null } => "signature",
            _ => null,
        };
        return wrong is null
            ? Refused.No
            : new Refused(RefusalCode.BadSessionField, $"The answer's {wrong} is missing or out of its form.");
    }

    /// <summary>What the phone signs: tag ‖ H(tag ‖ chain id ‖ ticket ‖ context ‖ certificate id ‖ number ‖ result).</summary>
    /// <exception cref="ArgumentException">The answer's ticket is malformed.</exception>
    public static SignBytes SignedByPhone(IHasher hasher, ScanAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return SignPurposes.ScanAnswer.Over(TaggedHash.Compute(
            hasher,
            DomainTag.ScanAnswer,
            [
                .. answer.ChainId.Span, .. ScanTickets.Encode(answer.Ticket), .. answer.Context.Span,
                .. answer.CertificateId.Span, checked((byte)answer.Number), .. answer.Result.Span,
            ]));
    }

    /// <summary>Whether the answer's signature is by <paramref name="key"/>, with that key's own algorithm.</summary>
    public static bool IsSignedBy(ScanAnswer answer, PublicKey key, IHasher hasher, ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(verifier);
        if (answer.Signature.Algorithm != (uint)key.Algorithm)
        {
            return false;
        }

        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(key, SignedByPhone(hasher, answer), answer.Signature.Value.Memory)], valid);
        return valid[0];
    }
}
