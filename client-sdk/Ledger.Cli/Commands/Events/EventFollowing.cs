using System.CommandLine;
using System.Globalization;
using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Events;

/// <summary>Following events, one line each, for the commands that do.</summary>
internal static class EventFollowing
{
    private static readonly Option<ulong> From = new("--from")
    {
        Description = "The first cursor wanted; 0 is the first event of all.",
        HelpName = "CURSOR",
    };
    private static readonly Option<bool> Blocks = new("--blocks")
    {
        Description = "Follow whole blocks, so that the node can leave nothing out; --from is then a height.",
    };
    private static readonly Option<int> Count = new("--count")
    {
        Description = "End after so many; follow until Ctrl-C otherwise.",
        HelpName = "N",
    };

    internal static void AddTo(Command command)
    {
        command.Add(From);
        command.Add(Blocks);
        command.Add(Count);
    }

    /// <summary>Shows events until there were as many as wanted, or Ctrl-C.</summary>
    /// <param name="invocation">The run.</param>
    /// <param name="type">What their types begin with.</param>
    /// <param name="only">Those that are wanted; null for all.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    internal static async Task<int> RunAsync(
        Invocation invocation, string type, Func<EventRecord, bool>? only, CancellationToken cancellationToken)
    {
        var left = invocation.Value(Count);
        try
        {
            await foreach (var record in RecordsOf(invocation, type, only, cancellationToken))
            {
                invocation.Report.ShowItem(DocumentOf(record), TextOf(record));
                if (--left == 0)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done; // Ctrl-C is how one stops following
        }

        return ExitCode.Done;
    }

    private static IAsyncEnumerable<EventRecord> RecordsOf(
        Invocation invocation, string type, Func<EventRecord, bool>? only, CancellationToken cancellationToken)
    {
        var (client, from) = (invocation.OpenReader(), invocation.Value(From));
        return invocation.Value(Blocks)
            ? InBlocksAsync(client.FollowBlocksAsync(from, cancellationToken), type, only)
            : client.SubscribeAsync(from, type, new SubscribeOptions { Only = only }, cancellationToken);
    }

    private static async IAsyncEnumerable<EventRecord> InBlocksAsync(
        IAsyncEnumerable<VerifiedBlock> blocks, string type, Func<EventRecord, bool>? only)
    {
        await foreach (var block in blocks)
        {
            foreach (var record in block.Events.Where(record =>
                record.Event.Type.StartsWith(type, StringComparison.Ordinal) && only?.Invoke(record) != false))
            {
                yield return record;
            }
        }
    }

    private static Document DocumentOf(EventRecord record) => new()
    {
        ["cursor"] = record.Cursor,
        ["height"] = record.Height,
        ["time"] = Datum.Time(record.Time),
        ["type"] = record.Event.Type,
        ["key"] = StateKeys.Show(record.Event.Key.Span),
        ["transaction"] = Datum.Id(record.TransactionId),
        ["record"] = RecordReader.TryRead(record.Event.Key.Span, record.Event.Record.Span),
    };

    private static (string English, string Chinese) TextOf(EventRecord record)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Cursor,8}  {record.Height,8}  {Moments.Show(record.Time)}  {record.Event.Type,-28}  " +
            $"{StateKeys.Show(record.Event.Key.Span)}");
        return (line, line);
    }
}
