using Google.Protobuf;
using Grpc.Core;
using Ledger.Protocol.V1;

namespace Ledger.Client.Rpc;

/// <summary>The one place where gRPC errors become the client's.</summary>
internal static class RpcErrors
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    internal static LedgerClientException Map(Uri node, RpcException error)
    {
        if (ReadDetails(error) is var (refusal, receipt) && refusal is not null)
        {
            return new RefusedException(refusal, receipt, error);
        }

        return error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
            or StatusCode.Aborted or StatusCode.Cancelled
            || UnreachableWords.IsNoAnswer(error)
            ? new NodeUnreachableException(node, error)
            : new UnexpectedAnswerException(node, error);
    }

    // Malformed details are no details: the status itself still says enough.
    private static (Refusal? Refusal, RefusalReceipt? Receipt) ReadDetails(RpcException error)
    {
        if (error.Trailers.GetValueBytes(DetailsTrailer) is not { } bytes)
        {
            return default;
        }

        Refusal? refusal = null;
        RefusalReceipt? receipt = null;
        try
        {
            foreach (var detail in Google.Rpc.Status.Parser.ParseFrom(bytes).Details)
            {
                refusal = detail.TryUnpack<Refusal>(out var unpacked) ? unpacked : refusal;
                receipt = detail.TryUnpack<RefusalReceipt>(out var signed) ? signed : receipt;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return default;
        }

        return (refusal, receipt);
    }
}
