using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Cli.Commands.Calls;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>
/// The columns of an import, by the names of the record's and the fact's fields in ledger.v1, and the record that a row comes to. The same
/// row of the same issuer comes to the same id, so that importing again changes nothing.
/// </summary>
internal sealed class CredentialColumns
{
    private static readonly string[] Own =
        ["record_id", "subject_uscc", "region", "effective_from", "effective_until", "document_no", "document_digest", "supersedes"];

    private readonly List<FieldDescriptor> _columns = [];
    private readonly FieldDescriptor _fact;
    private readonly GenesisFile _genesis;
    private readonly string _issuerUscc;

    /// <summary>Takes the header.</summary>
    /// <exception cref="CliException">It names a column that there is not, or one twice.</exception>
    internal CredentialColumns(CredentialKind kind, IReadOnlyList<string> header, GenesisFile genesis, string issuerUscc)
    {
        (_genesis, _issuerUscc) = (genesis, issuerUscc);
        _fact = RecordCredential.Descriptor.Oneofs[0].Fields.Single(
            field => field.Name.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase));
        var known = Own.Select(RecordCredential.Descriptor.FindFieldByName).Concat(_fact.MessageType.Fields.InDeclarationOrder()).ToList();
        foreach (var name in header.Select(TypedText.Plain))
        {
            var field = known.Find(one => one.Name == name);
            if (field is null || _columns.Contains(field))
            {
                var names = string.Join(", ", known.Select(one => one.Name));
                throw CliException.Usage(
                    $"The column '{name}' is not there, or stands twice. Columns of {kind}: {names}.",
                    $"没有“{name}”列，或重复出现。{kind} 的列：{names}。");
            }

            _columns.Add(field);
        }
    }

    /// <summary>The record of a row, or why there is none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="time">The time that its dates are held against, UTC milliseconds.</param>
    internal (RecordCredential? Record, ImportFault? Fault) Read(ImportRow row, long time)
    {
        if (row.Fault is not null)
        {
            return (null, row.Fault);
        }

        if (row.Values.Count != _columns.Count)
        {
            return (null, new(
                row.Line, 0, "", "COLUMN_COUNT", $"Line {row.Line}: the row has {row.Values.Count} columns, the header {_columns.Count}.",
                $"第 {row.Line} 行：有 {row.Values.Count} 列，表头有 {_columns.Count} 列。"));
        }

        var record = new RecordCredential { IssuerUscc = _issuerUscc };
        var fact = _fact.MessageType.Parser.ParseFrom(ByteString.Empty);
        foreach (var (index, field) in _columns.Index())
        {
            try
            {
                Fill(field.ContainingType == RecordCredential.Descriptor ? record : fact, field, row.Values[index]);
            }
            catch (CliException e)
            {
                return (null, new(
                    row.Line, index + 1, field.Name, "BAD_VALUE", $"Line {row.Line}: {e.Message}", $"第 {row.Line} 行：{e.Chinese}"));
            }
        }

        _fact.Accessor.SetValue(record, fact);
        record.RecordId = record.RecordId.IsEmpty ? IdOf(record) : record.RecordId;
        return CredentialFacts.Check(record, time) is { IsRefused: true } refused
            ? (null, ImportFault.Of(row.Line, refused))
            : (record, null);
    }

    private void Fill(IMessage message, FieldDescriptor field, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(message, FieldReader.Read(field, text, field.Name, _genesis));
            return;
        }

        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        foreach (var one in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            list.Add(FieldReader.Read(field, one, field.Name, _genesis));
        }
    }

    // Of the row's content: the same row is the same record, whichever file it stands in.
    private ByteString IdOf(RecordCredential record)
    {
        var digest = new byte[Digest.Bytes];
        _genesis.Hasher.Hash(record.ToByteArray(), digest);
        return ByteString.CopyFrom(digest.AsSpan(0, CredentialTables.IdBytes));
    }
}
