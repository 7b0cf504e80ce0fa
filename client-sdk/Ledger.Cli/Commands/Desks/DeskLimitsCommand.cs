using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskLimitsCommand : BookCommand<GuarantorDesk>
{
    private readonly Option<long?> _total = TypedOption.MaybeMoney("--total-fen", "The most in all.");
    private readonly Option<long?> _bidder = TypedOption.MaybeMoney("--bidder-fen", "The most for a bidder without an exception.");
    private readonly Option<string?> _uscc = new("--uscc")
    {
        Description = "A bidder whose exception is set by --limit-fen, or ended without it.",
        HelpName = "USCC",
    };
    private readonly Option<long?> _limit = TypedOption.MaybeMoney("--limit-fen", "That bidder's most.");

    internal DeskLimitsCommand(CliContext context)
        : base(
            new DeskSide(),
            "limits",
            "What weighs on you, and the limits; or set them. Looks up first what has ended on the chain.",
            "ledger desk limits --bidder-fen 500000000 --desk desk")
    {
        Add(_total);
        Add(_bidder);
        Add(_uscc);
        Add(_limit);
        Opens(context, async (invocation, desk, cancellationToken) =>
        {
            await desk.SetLimitsAsync(
                invocation.Value(_total), invocation.Value(_bidder), invocation.Value(_uscc), invocation.Value(_limit), cancellationToken);
            await desk.RefreshAsync(cancellationToken);
            var exposure = await desk.ExposureAsync(cancellationToken);
            var bidders = exposure.Bidders.OrderByDescending(one => one.Value.Fen)
                .Select(
                    one =>
                        new Document
                        {
                            ["uscc"] = one.Key,
                            ["fen"] = Datum.Money(one.Value.Fen),
                            ["limit_fen"] = Datum.Money(one.Value.LimitFen),
                        });
            var document = new Document
            {
                ["total_fen"] = Datum.Money(exposure.TotalFen),
                ["total_limit_fen"] = Datum.Money(exposure.TotalLimitFen),
                ["bidders"] = Datum.List(bidders),
            };
            invocation.Report.ShowList(Title(exposure), document, "bidders", ["uscc", "fen", "limit_fen"]);
        });
    }

    private static (string English, string Chinese) Title(DeskExposure exposure)
    {
        var (total, limit) = (Moments.Yuan(exposure.TotalFen), Moments.Yuan(exposure.TotalLimitFen));
        return ($"{total} of {limit}", $"限额 {limit}，已用 {total}");
    }
}
