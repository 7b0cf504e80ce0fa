using System.Globalization;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>What follows from a claim: payment, refusal, a second claim, an extension in place of payment, a court's stop.</summary>
internal sealed class ClaimCourse(GuaranteePlan guarantee, SectionDates dates, SeededRandom random)
{
    private const int SuitWorkdays = 10;
    private const int StoppedWorkdays = 30;
    private const int DaysWithoutSuit = 32; // 独立保函规定 §16: thirty

    private static readonly TimeOnly ClaimTime = new(11, 0);
    private static readonly TimeOnly AnswerTime = new(14, 0);
    private static readonly TimeOnly ReleaseTime = new(15, 30);

    private readonly List<RecordAction> _actions = [];

    private string Tenderer => guarantee.Section.Project.Tenderer.Uscc;

    private string Issuer => guarantee.Guarantor.Participant.Uscc;

    internal IReadOnlyList<RecordAction> Actions()
    {
        if (guarantee.IsExtendOrPay)
        {
            AddExtendOrPay();
            return _actions;
        }

        var claimed = guarantee.ClaimReason switch
        {
            ClaimReason.Revoked => ChineseCalendar.AddWorkdays(dates.Opening, random.Between(2, 5)),
            ClaimReason.OtherInDocument => ChineseCalendar.AddWorkdays(dates.Award, random.Between(2, 4)),
            _ => dates.Refusal,
        };
        if (guarantee.Stop != PaymentStop.None)
        {
            AddStopped(claimed);
            return _actions;
        }

        var answered = Claim(claimed, 1, isPaid: guarantee.Ending == GuaranteeEnding.Paid);
        var later = ChineseCalendar.AddWorkdays(answered, random.Between(3, 6));
        if (guarantee.Ending == GuaranteeEnding.Refused)
        {
            Add(ChineseCalendar.At(later, ReleaseTime), RecordActionKind.ReleaseGuarantees, Tenderer, 1);
        }
        else if (guarantee.Ending == GuaranteeEnding.PaidOnSecondClaim)
        {
            Claim(later, 2, isPaid: true);
        }

        return _actions;
    }

    // Answered within five working days (URDG 758 §20).
    private DateOnly Claim(DateOnly day, int number, bool isPaid)
    {
        Add(ChineseCalendar.At(day, ClaimTime), RecordActionKind.ClaimGuarantee, Tenderer, number);
        var answered = ChineseCalendar.AddWorkdays(day, random.Between(2, 5));
        Add(ChineseCalendar.At(answered, AnswerTime), isPaid ? RecordActionKind.PayClaim : RecordActionKind.RefuseClaim, Issuer, number);
        return answered;
    }

    // The winner hesitates; the contract comes before the extension is used up, so the guarantee is released in the end. The claim lies
    // between award and contract.
    private void AddExtendOrPay()
    {
        var claimed = ChineseCalendar.AddWorkdays(dates.Award, 1);
        Add(ChineseCalendar.At(claimed, ClaimTime), RecordActionKind.ClaimGuarantee, Tenderer, 1);
        Add(ChineseCalendar.At(ChineseCalendar.AddWorkdays(claimed, 1), AnswerTime), RecordActionKind.AmendGuarantees, Issuer, 1);
    }

    private void AddStopped(DateOnly claimed)
    {
        Add(ChineseCalendar.At(claimed, ClaimTime), RecordActionKind.ClaimGuarantee, Tenderer, 1);
        var stopped = ChineseCalendar.AddWorkdays(claimed, 1);
        Add(ChineseCalendar.At(stopped, AnswerTime), RecordActionKind.SuspendPayment, Issuer, 1);
        DateOnly resumed;
        if (guarantee.Stop == PaymentStop.LiftedByCourt)
        {
            Add(ChineseCalendar.At(ChineseCalendar.AddWorkdays(stopped, SuitWorkdays), AnswerTime), RecordActionKind.FileSuit, Issuer, 1);
            resumed = ChineseCalendar.AddWorkdays(stopped, StoppedWorkdays);
            Add(ChineseCalendar.At(resumed, AnswerTime), RecordActionKind.ResumePayment, Issuer, 1);
        }
        else
        {
            resumed = ChineseCalendar.OnOrAfter(stopped.AddDays(DaysWithoutSuit));
            Add(ChineseCalendar.At(resumed, ClaimTime), RecordActionKind.ResumePayment, Tenderer, 1);
        }

        Add(
            ChineseCalendar.At(ChineseCalendar.AddWorkdays(resumed, random.Between(1, 3)), AnswerTime),
            RecordActionKind.PayClaim,
            Issuer,
            1);
    }

    private void Add(DateTimeOffset at, RecordActionKind kind, string actorUscc, int number) =>
        _actions.Add(new RecordAction(
            at, kind, actorUscc, string.Create(CultureInfo.InvariantCulture, $"{kind}/{guarantee.Index}/{number}"))
        {
            Guarantees = [guarantee],
        });
}
