using System.Runtime.InteropServices;
using Google.Protobuf;
using Ledger.Crypto.OpenSsl;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>
/// Tells what an input may have caused from what this machine did. The first is the same on every node, so it is contained: the transaction
/// is refused and the chain goes on. The second is this node's alone: it halts, for a receipt made of it would be one that no other node
/// has (docs/spec/finality.md).
/// </summary>
internal static class HostFailure
{
    /// <summary>
    /// Whether the exception, or one inside it, is of memory, disk, threads, a native library, or a program that is not whole.
    /// </summary>
    internal static bool Is(Exception exception) => exception switch
    {
        AggregateException many => many.InnerExceptions.Any(Is),
        OutOfMemoryException or InsufficientExecutionStackException => true,
        StorageException or UnauthorizedAccessException or ObjectDisposedException => true,
        InvalidProtocolBufferException => false, // an IOException by descent only
        IOException => true,
        OperationCanceledException or ThreadInterruptedException or ThreadAbortException => true,
        OpenSslException => true,
        TypeLoadException or BadImageFormatException or MissingMemberException or ExternalException => true,
        _ => exception.InnerException is { } inner && Is(inner),
    };
}
