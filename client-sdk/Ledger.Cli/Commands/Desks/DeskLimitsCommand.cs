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
        Description = "One bidder: alone to look at it, with --limit-fen to give it an exception, with --end-exception to end that.",
        HelpName = "USCC",
    };
    private readonly Option<long?> _limit = TypedOption.MaybeMoney("--limit-fen", "That bidder's most.");

    private readonly Option<bool> _end = new("--end-exception") { Description = "From now on that bidder has the limit of all others." };

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
        Add(_end);
        Reads(context, async (invocation, desk, cancellationToken) =>
        {
            await SetAsync(invocation, desk, cancellationToken);
            await desk.RefreshAsync(cancellationToken);
            var exposure = await desk.ExposureAsync(cancellationToken);
            var only = invocation.Value(_uscc);
            var bidders = exposure.Bidders.Where(one => only is null || one.Key == only).OrderByDescending(one => one.Value.Fen)
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

    // A look changes nothing: an exception ends where that is said.
    private Task SetAsync(Invocation invocation, GuarantorDesk desk, CancellationToken cancellationToken)
    {
        var (uscc, limit, ends) = (invocation.Value(_uscc), invocation.Value(_limit), invocation.Value(_end));
        if ((limit is not null || ends) && uscc is null)
        {
            throw CliException.Usage("Whose exception? Name the bidder with --uscc.", "谁的例外限额？请用 --uscc 指定投标人。");
        }

        if (limit is not null && ends)
        {
            throw CliException.Usage(
                "--limit-fen gives an exception and --end-exception ends it: give one of the two.",
                "--limit-fen 设定例外，--end-exception 取消例外：二者只能选一。");
        }

        var (total, bidder) = (invocation.Value(_total), invocation.Value(_bidder));
        return total is null && bidder is null && limit is null && !ends
            ? Task.CompletedTask
            : desk.SetLimitsAsync(total, bidder, limit is null && !ends ? null : uscc, limit, cancellationToken);
    }

    private static (string English, string Chinese) Title(DeskExposure exposure)
    {
        var (total, limit) = (Moments.Yuan(exposure.TotalFen), Moments.Yuan(exposure.TotalLimitFen));
        return ($"{total} of {limit}", $"限额 {limit}，已用 {total}");
    }
}
