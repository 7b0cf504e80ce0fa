using System.CommandLine;
using System.Globalization;
using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class EventsCommand : CliCommand
{
    internal EventsCommand(CliContext context)
        : base("events", "Follow what happens on the chain.", "ledger events follow --from 0 --type guarantee.") =>
            Add(new FollowCommand(context));

    private sealed class FollowCommand : CliCommand
    {
        private static readonly Option<ulong> From = new("--from")
        {
            Description = "The first cursor wanted; 0 is the first event of all.",
            HelpName = "CURSOR",
        };
        private static readonly Option<string> Type = new("--type")
        {
            Description = "Only events whose type begins so.",
            HelpName = "PREFIX",
            DefaultValueFactory = _ => "",
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

        internal FollowCommand(CliContext context)
            : base(
                "follow",
                "Each final event once, in order and proven; go on later with --from CURSOR+1.",
                "ledger events follow --from 0 --type guarantee. --json")
        {
            Add(From);
            Add(Type);
            Add(Blocks);
            Add(Count);
            Does(context, FollowAsync);
        }

        private static async Task<int> FollowAsync(Invocation invocation, CancellationToken cancellationToken)
        {
            var left = invocation.Value(Count);
            try
            {
                await foreach (var record in RecordsOf(invocation, cancellationToken))
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

        private static IAsyncEnumerable<EventRecord> RecordsOf(Invocation invocation, CancellationToken cancellationToken)
        {
            var (client, from, type) = (invocation.OpenReader(), invocation.Value(From), invocation.Value(Type));
            return invocation.Value(Blocks)
                ? InBlocksAsync(client.FollowBlocksAsync(from, cancellationToken), type)
                : client.SubscribeAsync(from, type, cancellationToken: cancellationToken);
        }

        private static async IAsyncEnumerable<EventRecord> InBlocksAsync(IAsyncEnumerable<VerifiedBlock> blocks, string type)
        {
            await foreach (var block in blocks)
            {
                foreach (var record in block.Events.Where(record => record.Event.Type.StartsWith(type, StringComparison.Ordinal)))
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
}
