using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Cli.Output;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Calls;

/// <summary>
/// A command that makes one call of a contract: its first field is the argument, the others are options of the same names. What the call means
/// is decided by the chain, so nothing is checked here but how it is written.
/// </summary>
/// <typeparam name="TCall">The call's message.</typeparam>
internal sealed class CallCommand<TCall> : CliCommand
    where TCall : class, IMessage<TCall>, new()
{
    private readonly List<(FieldDescriptor Field, Option<string[]?> Option)> _options = [];
    private readonly Argument<string> _subject;
    private readonly FieldDescriptor _subjectField;
    private readonly Func<TCall, Call> _wrap;

    internal CallCommand(CliContext context, string name, string description, string example, Func<TCall, Call> wrap, CallField subject, params CallField[] fields)
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

        Does(context, SubmitAsync);
    }

    private void AddField(FieldDescriptor field, CallField given)
    {
        var choices = FieldReader.ChoicesOf(field);
        var option = new Option<string[]?>($"--{field.Name.Replace('_', '-')}")
        {
            Description = choices is null ? given.Description : $"{given.Description} One of {choices}.",
            HelpName = FieldReader.HelpNameOf(field),
            Required = given.IsRequired,
            Arity = field.IsRepeated ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
            AllowMultipleArgumentsPerToken = field.IsRepeated,
        };
        _options.Add((field, option));
        Add(option);
    }

    private async Task<int> SubmitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var call = new TCall();
        _subjectField.Accessor.SetValue(call, FieldReader.Read(_subjectField, invocation.Value(_subject), _subject.Name, invocation.Genesis));
        foreach (var (field, option) in _options)
        {
            Fill(call, field, option, invocation);
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        return Outcome.Show(invocation, $"{_subjectField.ContainingType.Name}", await client.SubmitAsync(_wrap(call), cancellationToken: cancellationToken));
    }

    private static void Fill(TCall call, FieldDescriptor field, Option<string[]?> option, Invocation invocation)
    {
        foreach (var text in invocation.Value(option) ?? [])
        {
            var value = FieldReader.Read(field, text, option.Name, invocation.Genesis);
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
