using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// Opens a section at or after its latest opening time, with at least three bidders (招标投标法 §28, §34), and releases the opening key,
/// under which the section's guarantees can now be found and revealed.
/// </summary>
internal static class OpenSectionHandler
{
    internal const uint BiddersMin = 3;
    internal const uint BiddersMax = 10_000;

    private const int PrivateKeyBytes = 32;

    internal static Refused Handle(OpenSection call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        var state = SectionRules.EffectiveState(section, context.Time);
        if (state is SectionState.Announced or SectionState.Postponed)
        {
            return new Refused(
                RefusalCode.BeforeOpening, $"Section {call.SectionCode} opens at {section.OpeningTime}; block time is {context.Time}.");
        }

        if (state != SectionState.Closed)
        {
            return SectionRules.NotIn(section, context.Time, "OpenSection");
        }

        if (CheckBidders(call) is { IsRefused: true } badCount)
        {
            return badCount;
        }

        if (!Fits(call.OpeningPrivateKey.Span, section.Announced.OpeningKey.Span, context.Block.Suite))
        {
            return new Refused(
                RefusalCode.WrongOpeningKey, $"The released key is not the private half of section {call.SectionCode}'s opening key.");
        }

        section.State = SectionState.Opening;
        section.Bidders = call.Bidders;
        section.OpeningPrivateKey = call.OpeningPrivateKey;
        section.OpenedAt = context.Time;
        context.Record(TenderTables.Sections, key, section, "section.opened");
        return Refused.No;
    }

    private static Refused CheckBidders(OpenSection call)
    {
        if (call.Bidders < BiddersMin)
        {
            return new Refused(
                RefusalCode.FewerThanThreeBidders, $"Section {call.SectionCode} has {call.Bidders} bidders; opening takes {BiddersMin}.");
        }

        return call.Bidders > BiddersMax
            ? new Refused(
                RefusalCode.BadCount, $"Section {call.SectionCode} is said to have {call.Bidders} bidders; the most is {BiddersMax}.")
            : Refused.No;
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
