using Grpc.Core;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Events;

namespace Ledger.Api;

public sealed partial class LedgerNodeService
{
    private const int PrefixShownMax = 64;

    /// <inheritdoc/>
    public override Task<ListEventsResponse> ListEvents(ListEventsRequest request, ServerCallContext context)
    {
        RequireEvents(request.After, request.TypePrefix);
        if (request.Limit > _options.EventsMax)
        {
            throw RefusalStatus.ToException(new Refused(
                RefusalCode.BadRequest, $"A page has {_options.EventsMax} events at most; asked for were {request.Limit}."));
        }

        var page = new ListEventsResponse { After = request.After, Last = _core.Index.Last, Height = _core.Index.Height };
        var limit = request.Limit == 0 ? _options.EventsMax : (int)request.Limit;
        var bytes = 0;
        foreach (var record in EventsAfter(request.After, page.Last))
        {
            if (record.Event.Type.StartsWith(request.TypePrefix, StringComparison.Ordinal))
            {
                bytes += record.CalculateSize();
                if (page.Events.Count == limit || (page.Events.Count > 0 && bytes > _options.EventPageBytesMax))
                {
                    break;
                }

                page.Events.Add(record);
            }

            page.After = record.Cursor;
        }

        page.CaughtUp = page.After == page.Last;
        return Task.FromResult(page);
    }

    // One page looks at a bounded number of events, whether or not any is of the type.
    private IEnumerable<EventRecord> EventsAfter(ulong after, ulong last)
    {
        var looked = 0;
        while (after < last && looked < _options.EventsLookedAtMax)
        {
            var records = _core.Index.Read(after + 1, _options.EventsMax);
            foreach (var record in records.TakeWhile(record => record.Cursor <= last))
            {
                yield return record;
                after = record.Cursor;
            }

            looked += records.Count;
        }
    }

    private uint RequireHeartbeat(uint asked) => asked == 0 || (asked >= _options.HeartbeatMsMin && asked <= _options.HeartbeatMsMax)
        ? asked
        : throw RefusalStatus.ToException(new Refused(
            RefusalCode.BadRequest,
            $"heartbeat_ms is 0, for none, or from {_options.HeartbeatMsMin} to {_options.HeartbeatMsMax}; asked for was {asked}."));

    // Silence would be the answer otherwise, for ever.
    private void RequireEvents(ulong after, string typePrefix)
    {
        if (!EventCatalog.HasPrefix(typePrefix))
        {
            var shown = typePrefix.Length > PrefixShownMax ? $"{typePrefix.Length} characters" : $"'{typePrefix}'";
            throw RefusalStatus.ToException(new Refused(RefusalCode.UnknownEventType, $"No type of event begins with {shown}."));
        }

        if (after < _core.Index.First - 1)
        {
            throw RefusalStatus.ToException(new Refused(
                RefusalCode.NotKept, $"Events are kept here from {_core.Index.First} on; asked for was what follows {after}."));
        }

        if (_core.Index.Last is var last && after > last)
        {
            throw RefusalStatus.ToException(new Refused(
                RefusalCode.CursorAhead,
                $"The newest event here is {last}, of block {_core.Index.Height} or below; asked for was what follows {after}."));
        }
    }
}
