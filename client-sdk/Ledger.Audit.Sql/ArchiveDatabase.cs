using DuckDB.NET.Data;
using Ledger.Audit.Archive;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Audit.Sql;

/// <summary>
/// Makes the database of an archive: a file of DuckDB in the layout of <c>Schema.sql</c>. It takes blocks as the archive has them, whose
/// worth <see cref="ArchiveAudit"/> says. A run that ends early leaves nothing under the database's name. Not safe for use by several
/// threads.
/// </summary>
public sealed class ArchiveDatabase : IDisposable
{
    /// <summary>The number of the layout, which a database carries.</summary>
    public const int Layout = 1;

    private readonly GenesisFile _genesis;
    private readonly IArchiveWords _words;
    private readonly string _path;
    private readonly DuckDBConnection _connection;
    private readonly Dictionary<Digest, string> _owners = [];
    private Rows? _rows;

    /// <summary>Begins a database, with what genesis says.</summary>
    /// <param name="path">Where it is to stand; a file that is there is replaced once this one is whole.</param>
    /// <param name="genesis">The chain.</param>
    /// <param name="words">How keys, records and calls are written.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public ArchiveDatabase(string path, GenesisFile genesis, IArchiveWords words)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        (_path, _genesis, _words) = (path, genesis, words);
        DeleteUnfinished();
        _connection = DuckFile.Open($"Data Source={Unfinished}");
        DuckFile.Do(_connection, "SET memory_limit='256MB'; " + Schema());
        _rows = new Rows(_connection);
        var number = 0u;
        foreach (var (key, value) in GenesisState.Build(genesis))
        {
            AddRecord(0, genesis.Content.Time, 0, number++, "genesis", key, value);
        }
    }

    private string Unfinished => _path + ".part";

    /// <summary>Takes the next block. Blocks are given from height 1 on, each once.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Add(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_rows is not { } rows || !BlockHeader.TryDecode(block.Header.Span, out var header))
        {
            return;
        }

        DuckFile.Guard(() =>
        {
            rows.Blocks.CreateRow().AppendValue(header.Height).AppendValue(TimeOf(header.Time))
                .AppendValue($"{BlockHeader.Hash(_genesis.Hasher, block.Header.Span)}")
                .AppendValue(header.Proposer == Digest.Zero ? null : $"{header.Proposer}")
                .AppendValue((uint)block.Receipts.Count).AppendValue($"{header.StateRoot}").EndRow();
            foreach (var (_, index, transaction, receipt) in ArchivedTransactions.LandedIn(block, _genesis))
            {
                AddTransaction(rows, header, (uint)index, transaction, receipt);
            }
        });
    }

    /// <summary>Ends it, and gives it its name.</summary>
    /// <param name="head">The archive's newest header.</param>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Finish(BlockHeader head, Digest hash)
    {
        ArgumentNullException.ThrowIfNull(head);
        DuckFile.Guard(() =>
        {
            _rows?.Chain.CreateRow().AppendValue($"{_genesis.ChainId}").AppendValue(Layout).AppendValue(head.Height)
                .AppendValue($"{hash}").AppendValue(TimeOf(head.Time)).EndRow();
            CloseRows();
            _connection.Dispose();
        });
        File.Move(Unfinished, _path, overwrite: true);
    }

    /// <summary>Gives up what was not finished.</summary>
    public void Dispose()
    {
        CloseRows();
        _connection.Dispose();
        DeleteUnfinished();
    }

    private void CloseRows()
    {
        _rows?.Dispose();
        _rows = null;
    }

    private void DeleteUnfinished()
    {
        File.Delete(Unfinished);
        File.Delete(Unfinished + ".wal");
    }

    private void AddTransaction(Rows rows, BlockHeader header, uint index, SignedTransaction transaction, Receipt receipt)
    {
        var code = (RefusalCode)receipt.Code;
        rows.Transactions.CreateRow().AppendValue(header.Height).AppendValue(index).AppendValue(TimeOf(header.Time))
            .AppendValue($"{transaction.Id}").AppendValue($"{transaction.Signer}")
            .AppendValue(_owners.GetValueOrDefault(transaction.Signer)).AppendValue(receipt.Code)
            .AppendValue(RefusalCatalog.Find(code)?.Name ?? (code == RefusalCode.None ? "OK" : "UNKNOWN_CODE")).EndRow();
        var number = 0u;
        foreach (var call in transaction.Body.Calls)
        {
            var (name, body) = _words.CallOf(call);
            rows.Calls.CreateRow().AppendValue(header.Height).AppendValue(index).AppendValue(number++).AppendValue(name)
                .AppendValue(body).EndRow();
        }

        number = 0;
        foreach (var one in receipt.Events)
        {
            AddRecord(header.Height, header.Time, index, number++, one.Type, one.Key.ToByteArray(), one.Record.ToByteArray());
        }
    }

    private void AddRecord(ulong height, long time, uint index, uint number, string type, byte[] key, byte[] record)
    {
        var table = LedgerTables.NameOf(key);
        _rows!.Events.CreateRow().AppendValue(height).AppendValue(index).AppendValue(number).AppendValue(TimeOf(time)).AppendValue(type)
            .AppendValue(table).AppendValue(_words.KeyOf(key)).AppendValue(record.Length == 0 ? null : _words.RecordOf(key, record) ?? "{}")
            .EndRow();
        if (RegisteredCertificates.TryRead(key, record) is var (id, certificate))
        {
            _owners[id] = certificate.Uscc;
        }
    }

    private static DateTimeOffset TimeOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, TimeMsMax));

    private const long TimeMsMax = 253_402_300_799_999; // year 9999

    private static string Schema()
    {
        const string name = "Schema.sql";
        using var stream = typeof(ArchiveDatabase).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return StrictText.Decode(bytes, name);
    }

    private sealed class Rows(DuckDBConnection connection) : IDisposable
    {
        internal DuckDBAppender Chain { get; } = connection.CreateAppender("chain");

        internal DuckDBAppender Blocks { get; } = connection.CreateAppender("blocks");

        internal DuckDBAppender Transactions { get; } = connection.CreateAppender("transactions");

        internal DuckDBAppender Calls { get; } = connection.CreateAppender("calls");

        internal DuckDBAppender Events { get; } = connection.CreateAppender("events");

        public void Dispose()
        {
            foreach (var appender in new[] { Chain, Blocks, Transactions, Calls, Events })
            {
                appender.Dispose();
            }
        }
    }
}
