using System.Text;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.State;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Simulation.Tests;

/// <summary>
/// Sections and guarantees as an accountant would keep them, in own words: what was issued, revealed, claimed, paid. Written from DOMAIN §1–2,
/// not from the contracts.
/// </summary>
internal sealed class MoneyModel
{
    private readonly Dictionary<string, SectionEntry> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<ByteString, GuaranteeEntry> _guarantees = [];

    internal long PaidFen => _guarantees.Values.Sum(one => one.PaidFen);

    internal void Apply(Call call, string signer, long time)
    {
        switch (call.ContractCase)
        {
            case Call.ContractOneofCase.Tender when call.Tender.AnnounceSection is { } announce:
                Require(_sections.TryAdd(announce.SectionCode, new SectionEntry(signer, announce.OpeningTime, announce.BondFen)), "a section is announced twice");
                break;
            case Call.ContractOneofCase.Tender when call.Tender.OpenSection is { } open:
                OpenSection(_sections[open.SectionCode], signer, open.Bidders, time);
                break;
            case Call.ContractOneofCase.Guarantee:
                Apply(call.Guarantee, signer, time);
                break;
            default:
                break;
        }
    }

    /// <summary>The state holds exactly these guarantees, in these states, with this money.</summary>
    internal void CheckState(StateStore state)
    {
        var entries = state.Scan(Encoding.ASCII.GetBytes("guarantee/guarantee/"), int.MaxValue);
        Require(entries.Count == _guarantees.Count, $"the state holds {entries.Count} guarantees, the books {_guarantees.Count}");
        long amount = 0, paid = 0;
        foreach (var entry in entries)
        {
            var record = GuaranteeRecord.Parser.ParseFrom(entry.Value);
            var known = _guarantees[record.GuaranteeId];
            Require(record.State == known.State, $"a guarantee is {record.State} in the state and {known.State} in the books");
            Require(record.PaidFen >= 0 && record.PaidFen <= (record.Terms?.AmountFen ?? 0), "more is paid than the guarantee's amount");
            amount += record.Terms?.AmountFen ?? 0;
            paid += record.PaidFen;
        }

        Require(amount == _guarantees.Values.Sum(one => one.AmountFen), $"the state's guarantees amount to {amount} fen, the books' to another sum");
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
                    Reveal(_guarantees[opened.GuaranteeId], GuaranteeTerms.Parser.ParseFrom(opened.Terms), _sections[call.Open.SectionCode]);
                }

                break;
            case GuaranteeCall.MethodOneofCase.Release:
                Move(call.Release.GuaranteeId, signer, one => one.Beneficiary, GuaranteeState.Released, GuaranteeState.Revealed, GuaranteeState.Refused);
                break;
            case GuaranteeCall.MethodOneofCase.Claim:
                var claimed = Move(call.Claim.GuaranteeId, signer, one => one.Beneficiary, GuaranteeState.Claimed, GuaranteeState.Revealed, GuaranteeState.Refused);
                Require(call.Claim.AmountFen > 0 && call.Claim.AmountFen <= claimed.AmountFen - claimed.PaidFen, "more is claimed than is covered");
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
            default:
                break;
        }
    }

    private static void OpenSection(SectionEntry section, string signer, uint bidders, long time)
    {
        Require(section.Centre == signer && !section.IsOpen && bidders >= 3 && time >= section.OpeningTime, "a section is opened against its rules");
        section.IsOpen = true;
    }

    private static void Reveal(GuaranteeEntry guarantee, GuaranteeTerms terms, SectionEntry section)
    {
        Require(section.IsOpen && guarantee.State == GuaranteeState.IssuedSealed && guarantee.IssuedAt < section.OpeningTime, "a guarantee is revealed that may not be");
        Require(terms.AmountFen >= section.BondFen && section.Bidders.Add(terms.ApplicantUscc), "a guarantee is too small, or the bidder has one already");
        guarantee.State = GuaranteeState.Revealed;
        guarantee.AmountFen = terms.AmountFen;
        guarantee.Beneficiary = terms.BeneficiaryUscc;
    }

    private GuaranteeEntry Move(ByteString id, string signer, Func<GuaranteeEntry, string?> by, GuaranteeState to, params GuaranteeState[] from)
    {
        var guarantee = _guarantees[id];
        Require(from.Contains(guarantee.State), $"a guarantee goes from {guarantee.State} to {to}");
        Require(by(guarantee) == signer, $"a guarantee is {to} by somebody else");
        guarantee.State = to;
        return guarantee;
    }

    private static void Require(bool holds, string otherwise) => Referee.Require(holds, $"The money is not conserved: {otherwise}.");

    private sealed record SectionEntry(string Centre, long OpeningTime, long BondFen)
    {
        internal bool IsOpen { get; set; }

        internal HashSet<string> Bidders { get; } = new(StringComparer.Ordinal);
    }

    private sealed record GuaranteeEntry(string Issuer, long IssuedAt)
    {
        internal GuaranteeState State { get; set; } = GuaranteeState.IssuedSealed;

        internal string? Beneficiary { get; set; }

        internal long AmountFen { get; set; }

        internal long ClaimedFen { get; set; }

        internal long PaidFen { get; set; }
    }
}
