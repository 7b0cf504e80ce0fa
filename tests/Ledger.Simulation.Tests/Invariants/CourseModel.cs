using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// A section as an accountant would follow it: opened once and in time, its candidates, awards and contract in their order.
/// </summary>
internal sealed class CourseModel(string centre, long openingTime)
{
    private SectionState _pausedFrom;
    private int _committed;
    private bool _isListed;
    private bool _isReleased;
    private IReadOnlyList<string> _candidates = [];
    private long _publicUntil;

    internal SectionState State { get; private set; } = SectionState.Announced;

    internal long OpeningTime => openingTime;

    internal bool IsOpen => State is SectionState.Paused ? _pausedFrom >= SectionState.Opening : State >= SectionState.Opening;

    internal List<string> Winners { get; } = [];

    /// <summary>The bidders whose guarantees were revealed.</summary>
    internal HashSet<string> Bidders { get; } = new(StringComparer.Ordinal);

    internal void Apply(TenderCall call, string signer, long time)
    {
        MoneyModel.Require(signer == centre, "a section is moved by another than its centre");
        switch (call.MethodCase)
        {
            case TenderCall.MethodOneofCase.OpenSection:
                _committed = call.OpenSection.BidderCommitments.Count;
                MoneyModel.Require(_committed >= 3 && time >= openingTime, "a section is opened against its rules");
                Move(SectionState.Opening, SectionState.Announced);
                break;
            case TenderCall.MethodOneofCase.ListBidders:
                MoneyModel.Require(
                    State == SectionState.Opening && !_isListed && call.ListBidders.BidderUsccs.Distinct().Count() == _committed,
                    "bidders are listed before their opening, twice, or not as many");
                _isListed = true;
                break;
            case TenderCall.MethodOneofCase.ReleaseOpeningKey:
                MoneyModel.Require(
                    State == SectionState.Opening && _isListed && !_isReleased, "a key is released before the list, or twice");
                _isReleased = true;
                break;
            case TenderCall.MethodOneofCase.CompleteOpening:
                MoneyModel.Require(_isReleased, "an opening is over before its key is released");
                Move(SectionState.Opened, SectionState.Opening);
                break;
            case TenderCall.MethodOneofCase.PauseSection:
                _pausedFrom = State;
                Move(SectionState.Paused, SectionState.Opened);
                break;
            case TenderCall.MethodOneofCase.ResumeSection:
                Move(_pausedFrom, SectionState.Paused);
                break;
            case TenderCall.MethodOneofCase.RecordEvaluation:
                _candidates = call.RecordEvaluation.Candidates;
                Move(SectionState.Evaluated, SectionState.Opened);
                break;
            case TenderCall.MethodOneofCase.PublicizeCandidates:
                _publicUntil = call.PublicizeCandidates.Until;
                Move(SectionState.Publicized, SectionState.Evaluated);
                break;
            case TenderCall.MethodOneofCase.AwardSection:
                MoneyModel.Require(
                    time >= _publicUntil && _candidates.Contains(call.AwardSection.WinnerUscc),
                    "a section is awarded too early or to no candidate");
                Winners.Add(call.AwardSection.WinnerUscc);
                Move(SectionState.Awarded, SectionState.Publicized, SectionState.Awarded);
                break;
            case TenderCall.MethodOneofCase.SignContract:
                Move(SectionState.Contracted, SectionState.Awarded);
                break;
            default:
                break;
        }
    }

    private void Move(SectionState to, params SectionState[] from)
    {
        MoneyModel.Require(from.Contains(State), $"a section goes from {State} to {to}");
        State = to;
    }
}
