using Google.Protobuf;
using Ledger.Cli.Previews;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Calls;

/// <summary>A command that makes one call of a contract, whose fields are the command's argument and options.</summary>
/// <typeparam name="TCall">The call's message.</typeparam>
internal class CallCommand<TCall> : CliCommand
    where TCall : class, IMessage<TCall>, new()
{
    private readonly MessageFields<TCall> _fields;
    private readonly Func<TCall, Call> _wrap;

    internal CallCommand(
        CliContext context,
        string name,
        string description,
        string example,
        Func<TCall, Call> wrap,
        CallField subject,
        params CallField[] fields)
        : base(name, description, example)
    {
        _wrap = wrap;
        _fields = new MessageFields<TCall>(this, subject, fields);
        DoesForGood(context, SubmitAsync);
    }

    private Task<int> SubmitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var call = _fields.Read(invocation);
        var added = new Document();
        Complete(invocation, call, added);
        return FinalAct.SendAsync(invocation, _wrap(call), Vocabulary.Both("Call", _fields.Name), cancellationToken, added);
    }

    /// <summary>Adds to the call what no option says; what the person should know of it goes into <paramref name="shown"/>.</summary>
    private protected virtual void Complete(Invocation invocation, TCall call, Document shown)
    {
    }
}
