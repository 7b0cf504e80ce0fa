using Grpc.Core;

namespace Ledger.Client;

/// <summary>The node answered with an error that names no refusal: another service, an older version, or a fault in the node.</summary>
public sealed class UnexpectedAnswerException : LedgerClientException
{
    internal UnexpectedAnswerException(Uri node, RpcException inner)
        : base(
            $"Node {node} answered {inner.StatusCode}: {inner.Status.Detail}. Rule: a node's errors carry a ledger.v1.Refusal. What to " +
            $"do: check that the address is a Ledger node's and that its version fits, and look into its log.",
            isTransient: false,
            inner) => StatusCode = inner.StatusCode;

    /// <summary>The gRPC status.</summary>
    public StatusCode StatusCode { get; }
}
