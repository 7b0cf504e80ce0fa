using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Schema.Guarantee;

/// <summary>A guarantee's state machine (DOMAIN §2).</summary>
public static class GuaranteeRules
{
    /// <summary>
    /// The state at a block's time: a revealed guarantee is <see cref="GuaranteeState.Expired"/> after its last instant unless a claim is
    /// open; every other state is as written. A sealed one shows no term, so it ends by being revealed or surrendered.
    /// </summary>
    public static GuaranteeState EffectiveState(GuaranteeRecord guarantee, long time)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        return guarantee.State is GuaranteeState.Revealed or GuaranteeState.Refused && time > guarantee.Terms.ValidUntil
            ? GuaranteeState.Expired
            : guarantee.State;
    }

    /// <summary>Whether a revealed guarantee still stands behind its bidder at a block's time.</summary>
    public static bool IsLive(GuaranteeRecord guarantee, long time) =>
        EffectiveState(guarantee, time) is GuaranteeState.Revealed or GuaranteeState.Claimed or GuaranteeState.Refused
            or GuaranteeState.PaySuspended;

    /// <summary>What the guarantee still covers, in fen; 0 while sealed.</summary>
    public static long BalanceFen(GuaranteeRecord guarantee)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        return guarantee.Terms is null ? 0 : guarantee.Terms.AmountFen - guarantee.PaidFen;
    }

    /// <summary>
    /// Whether the written state is an end. A surrender is none before the section is over: one after the opening time is void, and the
    /// guarantee is revealed all the same (DOMAIN §2: after the deadline the applicant can never cancel alone).
    /// </summary>
    public static bool IsEnd(GuaranteeState state) =>
        state is GuaranteeState.Released or GuaranteeState.Paid or GuaranteeState.Merged;

    internal static Refused Find(IStateReader state, ReadOnlySpan<byte> guaranteeId, out byte[] key, out GuaranteeRecord guarantee)
    {
        key = [];
        guarantee = new GuaranteeRecord();
        if (CheckId(guaranteeId) is { IsRefused: true } badId)
        {
            return badId;
        }

        key = GuaranteeTables.Guarantees.Key(guaranteeId);
        if (GuaranteeTables.Guarantees.Read(state, key) is not { } found)
        {
            return new Refused(RefusalCode.UnknownGuarantee, $"There is no guarantee {Name(guaranteeId)}.");
        }

        guarantee = found;
        return Refused.No;
    }

    internal static Refused CheckId(ReadOnlySpan<byte> guaranteeId) => guaranteeId.Length == GuaranteeTables.IdBytes
        ? Refused.No
        : new Refused(
            RefusalCode.BadGuaranteeId, $"The guarantee's id has {guaranteeId.Length} bytes; it must have {GuaranteeTables.IdBytes}.");

    internal static string Name(ReadOnlySpan<byte> guaranteeId) => Convert.ToHexStringLower(guaranteeId);

    /// <summary>Refuses where the guarantee is in none of the states that the call starts from; expiry has its own code.</summary>
    internal static Refused RequireState(GuaranteeRecord guarantee, long time, string call, params ReadOnlySpan<GuaranteeState> from)
    {
        var state = EffectiveState(guarantee, time);
        if (from.Contains(state))
        {
            return Refused.No;
        }

        return state == GuaranteeState.Expired
            ? new Refused(
                RefusalCode.GuaranteeExpired,
                $"Guarantee {Name(guarantee.GuaranteeId.Span)} was valid until {guarantee.Terms.ValidUntil}; block time is {time}.")
            : new Refused(
                RefusalCode.GuaranteeState, $"Guarantee {Name(guarantee.GuaranteeId.Span)} is {state}; {call} is not possible there.");
    }

    /// <summary>The section that a revealed guarantee is for; the state always holds it.</summary>
    internal static Section SectionOf(IStateReader state, GuaranteeRecord guarantee) =>
        TenderTables.Sections.Read(state, TenderTables.Sections.Key(guarantee.Terms.SectionCode))
            ?? throw new InvalidDataException("The state holds a guarantee of a section that it does not hold.");

    internal static Refused RequireBeneficiary(GuaranteeRecord guarantee, Signer signer) => guarantee.Terms.BeneficiaryUscc == signer.Uscc
        ? Refused.No
        : new Refused(
            RefusalCode.NotTheBeneficiary, $"Guarantee {Name(guarantee.GuaranteeId.Span)} is in favour of another than {signer.Uscc}.");

    internal static Refused RequireIssuer(GuaranteeRecord guarantee, Signer signer) => guarantee.IssuerUscc == signer.Uscc
        ? Refused.No
        : new Refused(
            RefusalCode.NotTheIssuer,
            $"Guarantee {Name(guarantee.GuaranteeId.Span)} was issued by {guarantee.IssuerUscc}, not by {signer.Uscc}.");
}
