using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Cli.Previews;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Calls;

/// <summary>
/// A command that makes one call of a contract: its first field is the argument, the others are options of the same names. What the call
/// means is decided by the chain, so nothing is checked here but how it is written.
/// </summary>
/// <typeparam name="TCall">The call's message.</typeparam>
internal class CallCommand<TCall> : CliCommand
    where TCall : class, IMessage<TCall>, new()
{
    private readonly List<(FieldDescriptor Field, string Option, Func<Invocation, string[]?> Read)> _options = [];
    private readonly Argument<string> _subject;
    private readonly FieldDescriptor _subjectField;
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
        var descriptor = new TCall().Descriptor;
        _subjectField = descriptor.FindFieldByName(subject.Name);
        _subject = new Argument<string>(_subjectField.FieldType == FieldType.Bytes ? "ID" : "CODE") { Description = subject.Description };
        Add(_subject);
        foreach (var field in fields)
        {
            AddField(descriptor.FindFieldByName(field.Name), field);
        }

        DoesForGood(context, SubmitAsync);
    }

    private void AddField(FieldDescriptor field, CallField given)
    {
        if (field.IsRepeated)
        {
            var many = AddOption<string[]?>(field, given);
            many.AllowMultipleArgumentsPerToken = true;
            _options.Add((field, many.Name, invocation => invocation.Value(many)));
        }
        else
        {
            var one = AddOption<string?>(field, given);
            _options.Add((field, one.Name, invocation => invocation.Value(one) is { } text ? [text] : null));
        }
    }

    private Option<T> AddOption<T>(FieldDescriptor field, CallField given)
    {
        var choices = FieldReader.ChoicesOf(field);
        var option = new Option<T>($"--{field.Name.Replace('_', '-')}")
        {
            Description = choices is null ? given.Description : $"{given.Description} One of {choices}.",
            HelpName = FieldReader.HelpNameOf(field),
            Required = given.IsRequired,
        };
        Add(option);
        return option;
    }

    private Task<int> SubmitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var call = new TCall();
        _subjectField.Accessor.SetValue(
            call, FieldReader.Read(_subjectField, invocation.Value(_subject), _subject.Name, invocation.Genesis));
        foreach (var (field, option, read) in _options)
        {
            Fill(call, field, read(invocation) ?? [], option, invocation.Genesis);
        }

        var added = new Document();
        Complete(invocation, call, added);
        return FinalAct.SendAsync(
            invocation, _wrap(call), Vocabulary.Both("Call", _subjectField.ContainingType.Name), cancellationToken, added);
    }

    /// <summary>Adds to the call what no option says; what the person should know of it goes into <paramref name="shown"/>.</summary>
    private protected virtual void Complete(Invocation invocation, TCall call, Document shown)
    {
    }

    private static void Fill(TCall call, FieldDescriptor field, string[] texts, string option, GenesisFile genesis)
    {
        foreach (var value in FieldReader.ReadAll(field, texts, option, genesis))
        {
            if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(call)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(call, value);
            }
        }
    }
}
