using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Events;

namespace Ledger.Contracts.Tests;

/// <summary>What the contracts state is what the catalogue says, and what the document says.</summary>
public sealed partial class EventCatalogTests
{
    private static readonly Dictionary<string, MessageDescriptor> Messages = new[]
    {
        AccountReflection.Descriptor, CatrustReflection.Descriptor, EvidenceReflection.Descriptor, GenesisReflection.Descriptor,
        GuaranteeReflection.Descriptor, MembershipReflection.Descriptor, TenderReflection.Descriptor, BlockReflection.Descriptor,
        CardReflection.Descriptor, CredentialReflection.Descriptor,
    }.SelectMany(file => file.MessageTypes).ToDictionary(message => message.Name, StringComparer.Ordinal);

    /// <summary>An event as a call left it: of a known type, about a record of the type's table, and that record or none.</summary>
    internal static void IsOfTheCatalogue(Event happened)
    {
        var row = EventCatalog.Find(happened.Type);
        Assert.True(row is not null, $"EventCatalog lacks {happened.Type}.");
        Assert.Equal(row.Table, LedgerTables.NameOf(happened.Key.Span));
        Assert.Equal(row.Record is null, happened.Record.IsEmpty);
        if (row.Record is not null)
        {
            Assert.Equal(happened.Record, Messages[row.Record].Parser.ParseFrom(happened.Record).ToByteString());
        }
    }

    [Fact]
    public void The_contracts_state_the_types_of_the_catalogue_and_no_others()
    {
        var contracts = Path.GetFullPath(Path.Combine(SpecDocument.Path(""), "..", "..", "contracts"));
        var stated = Directory.EnumerateFiles(contracts, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "EventCatalog.cs")
            .SelectMany(file => EventType().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        Assert.Equal(
            EventCatalog.All.Select(row => row.Type).Order(StringComparer.Ordinal), stated.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_is_of_a_table_and_a_message() => Assert.All(EventCatalog.All, row =>
    {
        Assert.Contains(row.Table, LedgerTables.Names);
        Assert.True(row.Record is null || Messages.ContainsKey(row.Record), row.Record);
        Assert.True(row.Tells.Length > 0, row.Type);
    });

    [Theory]
    [InlineData("", true)]
    [InlineData("guarantee.", true)]
    [InlineData("guarantee.released", true)]
    [InlineData("guarantees.", false)]
    [InlineData("Guarantee.", false)]
    public void A_prefix_is_known_where_a_type_begins_so(string prefix, bool known) => Assert.Equal(known, EventCatalog.HasPrefix(prefix));

    [Fact]
    public void The_document_is_the_catalogue()
    {
        var document = new StringBuilder("""
            # Events

            A transaction that was done states facts in the past tense: `ledger.v1.Event`, in its receipt. `key` is the full state key of the record that changed, `record` the record after the change, as it stands in the state; an event
            that removes a record has none. Whoever can ask a node can read every event once its block is final: nothing is told to some and not to others. What an event must not tell
            is therefore not in it, or in it as a commitment and a ciphertext. Generated from `EventCatalog`: `LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Contracts.Tests`.

            How events are read one by one or page by page, and what cursors are: [the gRPC API](grpc-api.md#events). What an event proves: [finality](finality.md#events).

            | type | `record` | tells | does not tell, and who learns it when |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in EventCatalog.All)
        {
            document.Append(CultureInfo.InvariantCulture, $"| `{row.Type}` | {RecordOf(row)} | {row.Tells} | {row.Keeps} |\n");
        }

        document.Append("""

            ## What a centre cannot learn before the opening

            From events, from the state and from its own node together: who bids on a section, how many do, which guarantees are for it, and for how much. `guarantee.issued` comes in batches of 1, 2, 4 … 64 records of one size,
            some of which are decoys, drawn over time; neither section nor bidder nor amount is in it, and the ciphertext does not show which opening key it is for ([sealing](sealing.md)). Letters and documents lie
            at nodes as ciphertexts of a few sizes and leave no event ([mailboxes](mailbox.md), [documents](documents.md)). After `section.key_released` everybody has the opening key: the centre tries it on
            the records of the section's window, and what fits is revealed (`guarantee.revealed`), which everyone sees. Of a section that fails before its opening nothing is ever revealed.

            """.ReplaceLineEndings("\n"));
        var path = SpecDocument.Path("events.md");
        if (SpecDocument.Update)
        {
            File.WriteAllText(path, document.ToString());
        }

        Assert.Equal(document.ToString(), File.ReadAllText(path));
    }

    private static string RecordOf(EventKind row) => row.Record is null ? $"– (of `{row.Table}`)" : $"{row.Record} of `{row.Table}`";

    [GeneratedRegex("\"([a-z_]+\\.[a-z_]+)\"")]
    private static partial Regex EventType();
}
