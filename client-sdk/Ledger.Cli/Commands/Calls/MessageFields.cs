using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Calls;

/// <summary>
/// A message of ledger.v1 on the command line: its first field is the argument, the others are options of the same names. What it means is
/// decided by the chain, so nothing is checked here but how it is written.
/// </summary>
/// <typeparam name="TMessage">The message.</typeparam>
internal sealed class MessageFields<TMessage>
    where TMessage : class, IMessage<TMessage>, new()
{
    private readonly List<(FieldDescriptor Field, string Option, Func<Invocation, string[]?> Read)> _options = [];
    private readonly Argument<string> _subject;
    private readonly FieldDescriptor _subjectField;

    /// <summary>Gives a command the argument and the options.</summary>
    internal MessageFields(Command command, CallField subject, IEnumerable<CallField> fields)
    {
        var descriptor = new TMessage().Descriptor;
        _subjectField = descriptor.FindFieldByName(subject.Name);
        _subject = new Argument<string>(HelpNameOf(_subjectField)) { Description = subject.Description };
        command.Add(_subject);
        foreach (var field in fields)
        {
            Add(command, descriptor.FindFieldByName(field.Name), field);
        }
    }

    /// <summary>The message's name in ledger.v1.</summary>
    internal string Name => _subjectField.ContainingType.Name;

    /// <summary>The message as the person gave it.</summary>
    internal TMessage Read(Invocation invocation)
    {
        var message = new TMessage();
        _subjectField.Accessor.SetValue(
            message, FieldReader.Read(_subjectField, invocation.Value(_subject), _subject.Name, invocation.Genesis));
        foreach (var (field, option, read) in _options)
        {
            Fill(message, field, read(invocation) ?? [], option, invocation.Genesis);
        }

        return message;
    }

    private static string HelpNameOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bytes => "ID",
        FieldType.UInt32 => "N",
        _ => "CODE",
    };

    private void Add(Command command, FieldDescriptor field, CallField given)
    {
        if (field.IsRepeated)
        {
            var many = AddOption<string[]?>(command, field, given);
            many.AllowMultipleArgumentsPerToken = true;
            _options.Add((field, many.Name, invocation => invocation.Value(many)));
        }
        else
        {
            var one = AddOption<string?>(command, field, given);
            _options.Add((field, one.Name, invocation => invocation.Value(one) is { } text ? [text] : null));
        }
    }

    private static Option<T> AddOption<T>(Command command, FieldDescriptor field, CallField given)
    {
        var choices = FieldReader.ChoicesOf(field);
        var option = new Option<T>($"--{field.Name.Replace('_', '-')}")
        {
            Description = choices is null ? given.Description : $"{given.Description} One of {choices}.",
            HelpName = FieldReader.HelpNameOf(field),
            Required = given.IsRequired,
        };
        command.Add(option);
        return option;
    }

    private static void Fill(TMessage message, FieldDescriptor field, string[] texts, string option, GenesisFile genesis)
    {
        foreach (var value in FieldReader.ReadAll(field, texts, option, genesis))
        {
            if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }
        }
    }
}
