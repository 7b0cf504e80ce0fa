using Grpc.Core;

namespace Ledger.Client;

/// <summary>The node did not answer, or broke off. What was submitted may have arrived all the same: look it up by its id, or submit the same bytes again.</summary>
public sealed class NodeUnreachableException : LedgerClientException
{
    internal NodeUnreachableException(Uri node, RpcException inner)
        : base(
            $"Node {node} did not answer ({inner.StatusCode}: {inner.Status.Detail}). Rule: a call needs an answer within its deadline. What to do: check that the node runs and that its address is right, then try again.",
            isTransient: true,
            inner) => StatusCode = inner.StatusCode;

    /// <summary>The gRPC status of the last try.</summary>
    public StatusCode StatusCode { get; }
}
