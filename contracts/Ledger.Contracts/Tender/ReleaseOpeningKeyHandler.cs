using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// Releases the opening key of a section whose bidders are listed, under which its guarantees can be found and revealed: who bids is on
/// record before anything of a bid can be read (招标投标法 §28). A pause does not hold it back.
/// </summary>
internal static class ReleaseOpeningKeyHandler
{
    private const int PrivateKeyBytes = 32;

    internal static Refused Handle(ReleaseOpeningKey call, CallContext context)
    {
        if (SectionAccess.FindOpening(
            context, call.SectionCode, "ReleaseOpeningKey", out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (section.BiddersListedAt == 0)
        {
            return new Refused(RefusalCode.BiddersNotListed, $"The bidders of section {call.SectionCode} are not listed yet.");
        }

        if (section.KeyReleasedAt != 0)
        {
            return new Refused(
                RefusalCode.OpeningKeyReleased,
                $"The opening key of section {call.SectionCode} was released at {section.KeyReleasedAt}.");
        }

        if (!Fits(call.OpeningPrivateKey.Span, section.Announced.OpeningKey.Span, context.Block.Suite))
        {
            return new Refused(
                RefusalCode.WrongOpeningKey, $"The released key is not the private half of section {call.SectionCode}'s opening key.");
        }

        section.OpeningPrivateKey = call.OpeningPrivateKey;
        section.KeyReleasedAt = context.Time;
        context.Record(TenderTables.Sections, key, section, "section.key_released");
        return Refused.No;
    }

    private static bool Fits(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> openingKey, CryptoSuite suite)
    {
        if (privateKey.Length != PrivateKeyBytes)
        {
            return false;
        }

        try
        {
            using var pair = KeyPair.FromPrivateKey(ValidatorSets.AlgorithmOf(suite), privateKey);
            return pair.PublicKey.Encoded.SequenceEqual(openingKey);
        }
        catch (CryptographicException)
        {
            return false; // a scalar out of range is no key of any point
        }
    }
}
