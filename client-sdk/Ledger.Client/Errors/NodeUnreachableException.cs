using Grpc.Core;
using Ledger.Client.Rpc;

namespace Ledger.Client;

/// <summary>
/// The node did not answer, or broke off. What was submitted may have arrived all the same: look it up by its id, or submit the same bytes
/// again.
/// </summary>
public sealed class NodeUnreachableException : LedgerClientException
{
    internal NodeUnreachableException(Uri node, RpcException inner)
        : this(node, inner, UnreachableWords.Of(node, inner))
    {
    }

    private NodeUnreachableException(Uri node, RpcException inner, (string What, string Remedy) words)
        : base(
            $"Node {node} did not answer: {words.What}. Rule: a call needs an answer within its deadline. What to do: {words.Remedy}",
            isTransient: !UnreachableWords.IsNoAnswer(inner),
            inner) => StatusCode = inner.StatusCode;

    /// <summary>The gRPC status of the last try.</summary>
    public StatusCode StatusCode { get; }
}
