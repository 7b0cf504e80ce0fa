using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Ledger.Cli.Views;
using Ledger.Client.CaTrust;
using Ledger.Orders;
using Ledger.Phone;
using Ledger.Protocol.Terms;
using Ledger.Protocol.V1;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Forks;

namespace Ledger.Cli.Tests.Views;

/// <summary>
/// Nothing that is shown lacks a word, and no number or byte of the protocol lacks a kind: found by going through all of them.
/// </summary>
public sealed partial class VocabularyTests
{
    private static IEnumerable<FileDescriptor> Files { get; } = Closure(
        ApiReflection.Descriptor, PassportReflection.Descriptor, OrderReflection.Descriptor, SessionReflection.Descriptor);

    private static readonly string[] Programs = ["client-sdk/Ledger.Terminal", "client-sdk/Ledger.Cli", "node/Ledger.Server"];

    private static IEnumerable<MessageDescriptor> Messages => Files.SelectMany(file => file.MessageTypes).SelectMany(Nested);

    [Fact]
    public void Every_wide_number_is_money_a_time_or_a_count()
    {
        var unknown = FieldsOf(FieldType.Int64)
            .Where(name => new[] { FieldKinds.IsMoney(name), FieldKinds.IsTime(name), FieldKinds.IsCount(name) }.Count(one => one) != 1);
        Assert.Equal("", string.Join(" ", unknown));
    }

    [Fact]
    public void All_bytes_are_ids_or_other_bytes() =>
        Assert.Equal("", string.Join(" ", FieldsOf(FieldType.Bytes).Where(name => FieldKinds.IsId(name) == FieldKinds.IsBinary(name))));

    [Fact]
    public void Every_enumeration_has_its_words()
    {
        var types = typeof(SectionState).Assembly.GetTypes()
            .Where(
                type =>
                    type.IsEnum && type.Namespace == "Ledger.Protocol.V1" && !type.Name.EndsWith("OneofCase", StringComparison.Ordinal));
        var lacking = types.SelectMany(
            type =>
                Enum.GetNames(type).Where(name => name != "Unspecified" && ChineseTerms.Of(type.Name, name) is null)
                    .Select(name => $"{type.Name}.{name}"));
        Assert.Equal("", string.Join(" ", lacking));
    }

    [Theory]
    [InlineData(typeof(OrderRefusal))]
    [InlineData(typeof(PhoneRefusal))]
    [InlineData(typeof(CertificateStanding))]
    [InlineData(typeof(RecognitionVote))]
    [InlineData(typeof(RecognitionState))]
    [InlineData(typeof(CheckpointError))]
    [InlineData(typeof(ForkError))]
    public void Every_refusal_and_state_that_people_meet_has_its_words_in_chinese(Type type) =>
        Assert.Equal(
            "",
            string.Join(" ", Enum.GetNames(type).Where(name => name != "None" && ChineseTerms.Of(type.Name, name) is null)));

    [Fact]
    public void Every_field_of_a_record_has_its_label() =>
        Assert.Equal("",
            string.Join(" ", RecordReader.Messages.SelectMany(Reachable).SelectMany(message => message.Fields.InDeclarationOrder())
            .Select(field => field.Name).Distinct().Where(name => !Vocabulary.HasLabel(name))));

    [Fact]
    public void Every_field_that_a_command_shows_has_its_label()
    {
        var sources = Repository.Files("*.cs").Where(path => Programs.Any(
            folder => path.StartsWith(Path.Combine(Repository.Root, folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
        var names = sources.SelectMany(path => FieldName().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Distinct().ToList();
        Assert.True(names.Count > 100);
        Assert.Equal("", string.Join(" ", names.Where(name => !Vocabulary.HasLabel(name))));
    }

    private static IEnumerable<string> FieldsOf(FieldType type) =>
        Messages.SelectMany(message => message.Fields.InDeclarationOrder()).Where(field => field.FieldType == type)
            .Select(field => field.Name).Distinct();

    private static IEnumerable<MessageDescriptor> Nested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(Nested).Prepend(message);

    private static IEnumerable<MessageDescriptor> Reachable(MessageDescriptor message)
    {
        var seen = new HashSet<MessageDescriptor>();
        var left = new Stack<MessageDescriptor>([message]);
        while (left.TryPop(out var one))
        {
            if (seen.Add(one))
            {
                foreach (var field in one.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                {
                    left.Push(field.MessageType);
                }
            }
        }

        return seen;
    }

    private static List<FileDescriptor> Closure(params FileDescriptor[] roots)
    {
        var all = new List<FileDescriptor>();
        var left = new Stack<FileDescriptor>(roots);
        while (left.TryPop(out var file))
        {
            if (file.Package == "ledger.v1" && !all.Contains(file))
            {
                all.Add(file);
                foreach (var dependency in file.Dependencies)
                {
                    left.Push(dependency);
                }
            }
        }

        return all;
    }

    [GeneratedRegex(@"\[""([a-z][a-z_0-9]*)""\] = ")]
    private static partial Regex FieldName();
}
