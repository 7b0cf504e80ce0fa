using System.Text;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.State;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Simulation.Tests;

/// <summary>
/// Sections and guarantees as an accountant would keep them, in own words: what was issued, revealed, claimed, paid. Written from DOMAIN
/// §1–2, not from the contracts.
/// </summary>
internal sealed class MoneyModel
{
    private readonly Dictionary<string, CourseModel> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<ByteString, GuaranteeEntry> _guarantees = [];

    internal long PaidFen => _guarantees.Values.Sum(one => one.PaidFen);

    /// <summary>How many guarantees are in a state by the books.</summary>
    internal int Count(GuaranteeState state) => _guarantees.Values.Count(one => one.State == state);

    internal int Contracts => _sections.Values.Count(section => section.State == SectionState.Contracted);

    internal void Apply(Call call, string signer, long time)
    {
        switch (call.ContractCase)
        {
            case Call.ContractOneofCase.Tender when call.Tender.AnnounceSection is { } announce:
                Require(
                    _sections.TryAdd(announce.SectionCode, new CourseModel(signer, announce.OpeningTime)), "a section is announced twice");
                break;
            case Call.ContractOneofCase.Tender when call.Tender.CreateProject is null:
                _sections[SectionOf(call.Tender)].Apply(call.Tender, signer, time);
                break;
            case Call.ContractOneofCase.Guarantee:
                Apply(call.Guarantee, signer, time);
                break;
            default:
                break;
        }
    }

    private static string SectionOf(TenderCall call) => call.MethodCase switch
    {
        TenderCall.MethodOneofCase.OpenSection => call.OpenSection.SectionCode,
        TenderCall.MethodOneofCase.ListBidders => call.ListBidders.SectionCode,
        TenderCall.MethodOneofCase.ReleaseOpeningKey => call.ReleaseOpeningKey.SectionCode,
        TenderCall.MethodOneofCase.AppointCommittee => call.AppointCommittee.SectionCode,
        TenderCall.MethodOneofCase.CompleteOpening => call.CompleteOpening.SectionCode,
        TenderCall.MethodOneofCase.PauseSection => call.PauseSection.SectionCode,
        TenderCall.MethodOneofCase.ResumeSection => call.ResumeSection.SectionCode,
        TenderCall.MethodOneofCase.RecordEvaluation => call.RecordEvaluation.SectionCode,
        TenderCall.MethodOneofCase.PublicizeCandidates => call.PublicizeCandidates.SectionCode,
        TenderCall.MethodOneofCase.AwardSection => call.AwardSection.SectionCode,
        TenderCall.MethodOneofCase.SignContract => call.SignContract.SectionCode,
        _ => throw new SimulationException($"No client makes the call {call.MethodCase}."),
    };

    /// <summary>The state holds exactly these guarantees, in these states, with this money.</summary>
    internal void CheckState(IStateHistory state)
    {
        var entries = state.Scan(Encoding.ASCII.GetBytes("guarantee/guarantee/"), int.MaxValue);
        Require(entries.Count == _guarantees.Count, $"the state holds {entries.Count} guarantees, the books {_guarantees.Count}");
        long amount = 0, paid = 0;
        foreach (var entry in entries)
        {
            var record = GuaranteeRecord.Parser.ParseFrom(entry.Value);
            var known = _guarantees[record.GuaranteeId];
            Require(record.State == known.State, $"a guarantee is {record.State} in the state and {known.State} in the books");
            Require(
                record.Version == known.Version,
                $"a guarantee is at version {record.Version} in the state and {known.Version} in the books");
            Require((record.Terms?.ValidUntil ?? 0) == known.ValidUntil, "a guarantee ends at another time than in the books");
            Require(record.PaidFen >= 0 && record.PaidFen <= (record.Terms?.AmountFen ?? 0), "more is paid than the guarantee's amount");
            amount += record.Terms?.AmountFen ?? 0;
            paid += record.PaidFen;
        }

        Require(
            amount == _guarantees.Values.Sum(one => one.AmountFen),
            $"the state's guarantees amount to {amount} fen, the books' to another sum");
        Require(paid == PaidFen, $"the state's payments amount to {paid} fen, the books' to another sum");
    }

    private void Apply(GuaranteeCall call, string signer, long time)
    {
        switch (call.MethodCase)
        {
            case GuaranteeCall.MethodOneofCase.Issue:
                foreach (var issued in call.Issue.Guarantees)
                {
                    Require(_guarantees.TryAdd(issued.GuaranteeId, new GuaranteeEntry(signer, time)), "a guarantee is issued twice");
                }

                break;
            case GuaranteeCall.MethodOneofCase.Open:
                foreach (var opened in call.Open.Guarantees)
                {
                    Reveal(
                        _guarantees[opened.GuaranteeId],
                        opened,
                        GuaranteeTerms.Parser.ParseFrom(opened.Terms),
                        _sections[call.Open.SectionCode]);
                }

                break;
            case GuaranteeCall.MethodOneofCase.Release:
                var wasRefused = _guarantees[call.Release.GuaranteeId].State == GuaranteeState.Refused;
                var released = Move(
                    call.Release.GuaranteeId,
                    signer,
                    one => one.Beneficiary,
                    GuaranteeState.Released,
                    GuaranteeState.Revealed,
                    GuaranteeState.Refused);
                Require(
                    IsDue(call.Release.Reason, released, wasRefused),
                    $"a guarantee is released as {call.Release.Reason}, which it is not");
                break;
            case GuaranteeCall.MethodOneofCase.Claim:
                var claimed = Move(
                    call.Claim.GuaranteeId,
                    signer,
                    one => one.Beneficiary,
                    GuaranteeState.Claimed,
                    GuaranteeState.Revealed,
                    GuaranteeState.Refused);
                Require(
                    call.Claim.AmountFen > 0 && call.Claim.AmountFen <= claimed.AmountFen - claimed.PaidFen,
                    "more is claimed than is covered");
                Require(
                    call.Claim.Reason == ClaimReason.Revoked || claimed.Section!.Winners.Contains(claimed.Bidder),
                    $"a claim for {call.Claim.Reason} is under the guarantee of a bidder who did not win");
                claimed.ClaimedFen = call.Claim.AmountFen;
                break;
            case GuaranteeCall.MethodOneofCase.Pay:
                var paid = Move(call.Pay.GuaranteeId, signer, one => one.Issuer, GuaranteeState.Paid, GuaranteeState.Claimed);
                Require(call.Pay.AmountFen == paid.ClaimedFen, "another amount is paid than was claimed");
                paid.PaidFen += call.Pay.AmountFen;
                break;
            case GuaranteeCall.MethodOneofCase.Refuse:
                Move(call.Refuse.GuaranteeId, signer, one => one.Issuer, GuaranteeState.Refused, GuaranteeState.Claimed);
                break;
            case GuaranteeCall.MethodOneofCase.Amend:
                var amended = Move(call.Amend.GuaranteeId, signer, one => one.Issuer, GuaranteeState.Revealed, GuaranteeState.Revealed);
                Lengthen(amended, call.Amend.AmountFen, call.Amend.ValidUntil);
                break;
            case GuaranteeCall.MethodOneofCase.Suspend:
                Move(
                    call.Suspend.GuaranteeId,
                    signer,
                    one => one.Issuer,
                    GuaranteeState.PaySuspended,
                    GuaranteeState.Claimed,
                    GuaranteeState.PaySuspended);
                break;
            case GuaranteeCall.MethodOneofCase.Resume:
                Move(call.Resume.GuaranteeId, signer, one => one.Issuer, GuaranteeState.Claimed, GuaranteeState.PaySuspended);
                break;
            default:
                break;
        }
    }

    private static bool IsDue(ReleaseReason reason, GuaranteeEntry guarantee, bool wasRefused) => reason switch
    {
        ReleaseReason.NotAwarded => guarantee.Section!.Winners is [.., var winner] && winner != guarantee.Bidder,
        ReleaseReason.ContractSigned => guarantee.Section!.State == SectionState.Contracted,
        ReleaseReason.ClaimAbandoned => wasRefused,
        _ => false,
    };

    private void Reveal(GuaranteeEntry guarantee, OpenedGuarantee opened, GuaranteeTerms terms, CourseModel section)
    {
        Require(
            section.IsOpen && guarantee.State == GuaranteeState.IssuedSealed && guarantee.IssuedAt < section.OpeningTime,
            "a guarantee is revealed that may not be");
        if (terms.Version > 1)
        {
            var first = _guarantees[terms.Amends];
            Require(
                first.State == GuaranteeState.Revealed && first.Version + 1 == terms.Version,
                "a version becomes part of a guarantee out of its order");
            Lengthen(first, terms.AmountFen, terms.ValidUntil);
            guarantee.State = GuaranteeState.Merged;
            return;
        }

        Require(section.Bidders.Add(terms.ApplicantUscc), "the bidder has a guarantee already");
        guarantee.State = GuaranteeState.Revealed;
        guarantee.AmountFen = terms.AmountFen;
        guarantee.ValidUntil = terms.ValidUntil;
        guarantee.Beneficiary = opened.Section?.BeneficiaryUscc ?? terms.BeneficiaryUscc;
        guarantee.Bidder = terms.ApplicantUscc;
        guarantee.Section = section;
    }

    private static void Lengthen(GuaranteeEntry guarantee, long amountFen, long validUntil)
    {
        Require(amountFen >= guarantee.AmountFen && validUntil >= guarantee.ValidUntil, "a guarantee is lowered or shortened");
        (guarantee.AmountFen, guarantee.ValidUntil) = (amountFen, validUntil);
        guarantee.Version++;
    }

    private GuaranteeEntry Move(
        ByteString id, string signer, Func<GuaranteeEntry, string?> by, GuaranteeState to, params GuaranteeState[] from)
    {
        var guarantee = _guarantees[id];
        Require(from.Contains(guarantee.State), $"a guarantee goes from {guarantee.State} to {to}");
        Require(by(guarantee) == signer, $"a guarantee is {to} by somebody else");
        guarantee.State = to;
        return guarantee;
    }

    internal static void Require(bool holds, string otherwise) => Referee.Require(holds, $"The money is not conserved: {otherwise}.");

    private sealed record GuaranteeEntry(string Issuer, long IssuedAt)
    {
        internal GuaranteeState State { get; set; } = GuaranteeState.IssuedSealed;

        internal uint Version { get; set; } = 1;

        internal CourseModel? Section { get; set; }

        internal string? Beneficiary { get; set; }

        internal string Bidder { get; set; } = string.Empty;

        internal long AmountFen { get; set; }

        internal long ValidUntil { get; set; }

        internal long ClaimedFen { get; set; }

        internal long PaidFen { get; set; }
    }
}
