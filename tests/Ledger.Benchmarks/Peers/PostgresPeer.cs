using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Npgsql;

namespace Ledger.Benchmarks.Peers;

/// <summary>
/// One PostgreSQL with synchronous commit: a table, and a client that checks the signature before it inserts – what a centre would use
/// without a chain.
/// </summary>
internal sealed class PostgresPeer(BenchmarkChain chain) : Peer
{
    private const string Nobody = "nobody";
    private const string Bin = "usr/lib/postgresql/15/bin";
    private readonly SignatureVerifier _verifier = new();
    private readonly Dictionary<Digest, PublicKey> _keys =
        chain.Signers.ToDictionary(signer => new Digest(signer.CertificateId.ToArray()), signer => signer.KeyPair.PublicKey);

    private NpgsqlDataSource? _database;

    internal override string Name => "PostgreSQL 15, one server";

    internal override string Lacks => "a second copy, proofs, a replay by auditors, safety from its operator, privacy before the opening";

    internal override int InFlightMax => 64;

    internal override async Task StartAsync(
        string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, CancellationToken cancellationToken)
    {
        var postgres = await PeerTools.OfDebianAsync("postgresql-15", $"{Bin}/postgres", cancellationToken);
        var initialise = Path.Combine(Path.GetDirectoryName(postgres)!, "initdb");
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        string[] asUser = [];
        if (Environment.UserName == "root")
        {
            await PeerTools.RunAsync(folder, cancellationToken, "chown", "-R", Nobody, folder);
            asUser = ["setpriv", $"--reuid={Nobody}", "--clear-groups", "--"]; // PostgreSQL refuses to run as root
        }

        string[] line = [.. asUser, initialise, "-D", data, "-U", "ledger", "-A", "trust", "-E", "UTF8", "--no-sync"];
        await PeerTools.RunAsync(folder, cancellationToken, line[0], line[1..]);
        var port = PeerTools.FreePort();
        line =
        [
            .. asUser, postgres, "-D", data, "-p", $"{port}", "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c",
            "synchronous_commit=on",
        ];
        var process = Start(folder, line[0], line[1..]);
        _database = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={port};Username=ledger;Database=postgres;Maximum Pool Size={InFlightMax};Max Auto Prepare=4");
        await PeerTools.UntilAnswersAsync(process, () => ExecuteAsync("SELECT 1", cancellationToken), cancellationToken);
        await ExecuteAsync("CREATE TABLE guarantee (id bigint PRIMARY KEY, transaction bytea NOT NULL)", cancellationToken);
    }

    internal override async Task SubmitAsync(long number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var genesis = chain.Genesis;
        var refused = TransactionReader.TryRead(transaction, genesis.Hasher, genesis.ChainId, genesis.Content.Limits, out var read);
        Span<bool> valid = [false];
        if (!refused.IsRefused)
        {
            _verifier.Verify([read!.SignatureCheck(_keys[read.Signer])], valid);
        }

        if (!valid[0])
        {
            throw new InvalidOperationException("A signature does not hold.");
        }

        await using var command = _database!.CreateCommand("INSERT INTO guarantee VALUES ($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = transaction.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = _database!.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
