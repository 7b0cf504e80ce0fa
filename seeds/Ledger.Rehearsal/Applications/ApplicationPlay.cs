using Ledger.Orders;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>
/// Plays applications over the mailboxes of the running nodes: bidders apply, desks ask, reject, approve and issue, bidders pay, sign and
/// cancel. Everything stands in the order books, so that a run that was stopped goes on where they are.
/// </summary>
internal sealed class ApplicationPlay(IReadOnlyList<ApplicationRound> rounds, ApplicationParties parties)
{
    private const int TurnsMax = 10; // the longest course takes five
    private const int BiddersAtOnce = 4;

    /// <summary>Sealed records that the desks' batches put on the chain, decoys included: one batch a round.</summary>
    internal long SealedRecords => (long)rounds.Count * ApplicationPlanner.IssuedInRound;

    /// <summary>Plays what belongs to a day; to be called when the day's transactions are final.</summary>
    internal async Task AfterDayAsync(DayPlan day, CancellationToken cancellationToken)
    {
        foreach (var round in rounds.Where(round => round.Day == day.Day))
        {
            await PlayAsync(round, cancellationToken);
        }
    }

    /// <summary>Counts all applications, as both sides have them.</summary>
    /// <returns>The counts, and the first difference in words; null where there is none.</returns>
    internal async Task<(ApplicationTotals Totals, string? Finding)> ReadAsync(CancellationToken cancellationToken)
    {
        var (totals, finding) = (new ApplicationTotals(), (string?)null);
        foreach (var round in rounds)
        {
            using var desk = parties.OpenDesk(round.Guarantor);
            foreach (var application in round.Applications)
            {
                using var bidder = parties.OpenBidder(application.Bidder);
                if (bidder.Find(round.Section.Code) is not { } view)
                {
                    finding ??= $"{application.Bidder.Uscc} has not applied for {round.Section.Code}";
                    continue;
                }

                totals = totals.With(view);
                finding ??= await FindDifferenceAsync(application, view, desk.Find(BidderBook.Id(view)), cancellationToken);
            }
        }

        var sum = totals.Rejected + totals.Cancelled + totals.Issued + totals.Open;
        return (
            totals,
            finding ?? (sum == totals.Applied ? null : $"of {totals.Applied} applications {sum} are rejected, cancelled, issued or open"));
    }

    private async Task<string?> FindDifferenceAsync(
        PlannedApplication application, OrderView bidder, OrderView? desk, CancellationToken cancellationToken)
    {
        var id = BidderBook.Id(bidder);
        if (desk?.State != bidder.State || bidder.State != ApplicationCourses.EndOf(application.Course))
        {
            return $"application {id} is {bidder.State} with the bidder and {desk?.State} with the guarantor, planned as " +
                $"{application.Course}";
        }

        if ((desk.MaterialsAsked, desk.MaterialsProvided) != (bidder.MaterialsAsked, bidder.MaterialsProvided))
        {
            return $"of application {id} bidder and guarantor count materials differently";
        }

        return bidder.State != OrderState.IssuedSealed ||
            await parties.GuaranteeAsync(bidder.GuaranteeId, cancellationToken) is { State: GuaranteeState.IssuedSealed } ? null
            : $"application {id} is issued, and its guarantee is not on the chain";
    }

    private async Task PlayAsync(ApplicationRound round, CancellationToken cancellationToken)
    {
        using var desk = parties.OpenDesk(round.Guarantor);
        var bidders = round.Applications.Select(application => (Application: application, Book: parties.OpenBidder(application.Bidder)))
            .ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = BiddersAtOnce, CancellationToken = cancellationToken };
        try
        {
            await desk.PublishCardAsync(cancellationToken);
            await Parallel.ForEachAsync(
                bidders, parallel, async (bidder, token) => await bidder.Book.ApplyAsync(round, bidder.Application, token));
            for (var turn = 0; !bidders.TrueForAll(bidder => IsAtEnd(round, bidder.Application, bidder.Book, desk)); turn++)
            {
                if (turn == TurnsMax)
                {
                    throw new RehearsalException(
                        $"After {TurnsMax} turns not all applications for section {round.Section.Code} are where they were to come.");
                }

                await TakeTurnAsync(round, bidders, desk, cancellationToken);
                await Parallel.ForEachAsync(
                    bidders, parallel, async (bidder, token) => await bidder.Book.AnswerAsync(round, bidder.Application.Course, token));
            }
        }
        finally
        {
            bidders.ForEach(bidder => bidder.Book.Dispose());
        }
    }

    private static async Task TakeTurnAsync(
        ApplicationRound round,
        IReadOnlyList<(PlannedApplication Application, BidderBook Book)> bidders,
        DeskBook desk,
        CancellationToken cancellationToken)
    {
        await desk.ReceiveAsync(cancellationToken);
        foreach (var (application, book) in bidders)
        {
            await desk.DecideAsync(IdOf(round, book), application.Course, cancellationToken);
        }

        // One batch holds all that this section's bidders get.
        var issues = bidders.Where(bidder => ApplicationCourses.EndOf(bidder.Application.Course) == OrderState.IssuedSealed)
            .Select(bidder => desk.Find(IdOf(round, bidder.Book))?.State).ToList();
        if (issues.Contains(OrderState.AwaitIssue) && issues.TrueForAll(state => state is OrderState.AwaitIssue or OrderState.IssuedSealed))
        {
            await desk.SendBatchAsync(cancellationToken);
        }
    }

    private static bool IsAtEnd(ApplicationRound round, PlannedApplication application, BidderBook book, DeskBook desk)
    {
        var end = ApplicationCourses.EndOf(application.Course);
        return book.Find(round.Section.Code)?.State == end && desk.Find(IdOf(round, book))?.State == end;
    }

    private static string IdOf(ApplicationRound round, BidderBook book) => BidderBook.Id(book.Find(round.Section.Code)!);
}
