using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Benchmarks.Peers;

/// <summary>
/// Four nodes of neo.express, a chain in C# with dBFT: transfers of GAS, each signed by the client, final with their block.
/// </summary>
internal sealed class NeoExpressPeer : Peer
{
    private const int Nodes = 4;
    private const string Version = "3.5.20";
    private const string Gas = "0xd2a4cff31913016155e38e474a2c06d08be276cf";
    private const string Snappy = "usr/lib/x86_64-linux-gnu/libsnappy.so.1"; // which its RocksDB was linked with
    private const int BlocksValid = 5_000;
    private const long NetworkFee = 2_000_000; // of a transfer with one signature about 1,200,000
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private const int ConnectionsMax = 16; // its nodes take 40
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = ConnectionsMax });
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Uri> _rpc = [];
    private Task _watching = Task.CompletedTask;
    private ECDsa? _key;
    private byte[] _account = [];
    private byte[] _verification = [];
    private byte[] _script = [];
    private long _systemFee;
    private uint _magic;
    private uint _validUntil;

    internal override string Name => "neo.express, 4 nodes";

    internal override string Lacks =>
        "the record itself (its transfers are smaller), blocks oftener than once a second or of more than 512, SM2, privacy before opening";

    internal override async Task StartAsync(
        string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, CancellationToken cancellationToken)
    {
        var neoxp = await PeerTools.OfDotnetAsync("neo.express", Version, "neoxp", cancellationToken);
        var snappy = await PeerTools.OfDebianAsync("libsnappy1v5", Snappy, cancellationToken);
        await PeerTools.RunAsync(folder, cancellationToken, neoxp, "create", "-c", $"{Nodes}", "-f", "net.neo-express");
        var file = Path.Combine(folder, "net.neo-express");
        await PeerTools.RunAsync(folder, cancellationToken, neoxp, "wallet", "create", "-i", file, "load");
        await ReadNetAsync(file, cancellationToken);
        var libraries = $"LD_LIBRARY_PATH={Path.GetDirectoryName(snappy)}";
        var processes = Enumerable.Range(0, Nodes)
            .Select(i => Start(folder, "env", libraries, neoxp, "run", $"{i}", "-i", file, "-s", "1")).ToList();
        for (var i = 0; i < Nodes; i++)
        {
            var node = i;
            await PeerTools.UntilAnswersAsync(processes[i], () => AskAsync(node, "getblockcount", cancellationToken), cancellationToken);
        }

        await PeerTools.UntilAnswersAsync(processes[0], () => RequireHeightAsync(2, cancellationToken), cancellationToken);
        await PeerTools.RunAsync(folder, cancellationToken, neoxp, "transfer", "1000000", "GAS", "genesis", "load", "-i", file);
        await PeerTools.UntilAnswersAsync(processes[0], () => PrepareAsync(cancellationToken), cancellationToken);
        _watching = WatchAsync(_stop.Token);
    }

    internal override async Task SubmitAsync(long number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var (bytes, hash) = Transfer((uint)number);
        var landed = _waiting.GetOrAdd(hash, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await AskAsync((int)(number % Nodes), "sendrawtransaction", cancellationToken, Convert.ToBase64String(bytes));
        await landed.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _key?.Dispose();
        _http.Dispose();
        await base.DisposeAsync();
    }

    // Ports of this run, and the wallet's key.
    private async Task ReadNetAsync(string file, CancellationToken cancellationToken)
    {
        var net = JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken))!;
        foreach (var node in net["consensus-nodes"]!.AsArray())
        {
            foreach (var port in (string[])["tcp-port", "ws-port", "rpc-port"])
            {
                node![port] = PeerTools.FreePort();
            }

            _rpc.Add(new Uri($"http://127.0.0.1:{(int)node!["rpc-port"]!}"));
        }

        await File.WriteAllTextAsync(file, net.ToJsonString(), cancellationToken);
        _magic = (uint)net["magic"]!;
        var account = net["wallets"]![0]!["accounts"]![0]!;
        _verification = Convert.FromHexString((string)account["contract"]!["script"]!);
        _key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Convert.FromHexString((string)account["private-key"]!),
        });
        var hash = new Org.BouncyCastle.Crypto.Digests.RipeMD160Digest();
        hash.BlockUpdate(SHA256.HashData(_verification));
        _account = new byte[20];
        hash.DoFinal(_account);
    }

    // The node makes the script of a transfer to oneself, and says what running it costs.
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var account = "0x" + Convert.ToHexStringLower([.. _account.Reverse()]);
        object[] parameters =
        [
            new { type = "Hash160", value = account }, new { type = "Hash160", value = account }, new { type = "Integer", value = "1" },
            new { type = "Any", value = (string?)null },
        ];
        object[] signers = [new { account, scopes = "CalledByEntry" }];
        var tried = await AskAsync(0, "invokefunction", cancellationToken, Gas, "transfer", parameters, signers);
        if (tried.GetProperty("state").GetString() != "HALT" || !tried.GetProperty("stack")[0].GetProperty("value").GetBoolean())
        {
            throw new InvalidOperationException($"The wallet has no GAS yet: {tried}");
        }

        _script = Convert.FromBase64String(tried.GetProperty("script").GetString()!);
        _systemFee = long.Parse(tried.GetProperty("gasconsumed").GetString()!, CultureInfo.InvariantCulture);
        _validUntil = (uint)(await HeightAsync(cancellationToken)) + BlocksValid;
    }

    // docs.neo.org, basic concepts, transaction: the fields little-endian; what is signed is the net's magic and the hash of them.
    private (byte[] Bytes, string Hash) Transfer(uint nonce)
    {
        var unsigned = new MemoryStream();
        using (var writer = new BinaryWriter(unsigned, System.Text.Encoding.ASCII, leaveOpen: true))
        {
            writer.Write((byte)0);
            writer.Write(nonce);
            writer.Write(_systemFee);
            writer.Write(NetworkFee);
            writer.Write(_validUntil);
            writer.Write([1, .. _account, 1, 0, (byte)_script.Length, .. _script]); // one signer, called by entry; no attributes
        }

        var hash = SHA256.HashData(unsigned.ToArray());
        var message = new byte[4 + hash.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(message, _magic);
        hash.CopyTo(message, 4);
        byte[] signature;
        lock (_key!)
        {
            signature = _key.SignData(message, HashAlgorithmName.SHA256);
        }

        byte[] witness = [1, 66, 0x0c, 64, .. signature, (byte)_verification.Length, .. _verification];
        return ([.. unsigned.ToArray(), .. witness], "0x" + Convert.ToHexStringLower([.. hash.Reverse()]));
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var next = await HeightAsync(cancellationToken); ; await Task.Delay(Poll, cancellationToken))
            {
                for (var height = await HeightAsync(cancellationToken); next < height; next++)
                {
                    var block = await AskAsync(0, "getblock", cancellationToken, next, true);
                    foreach (var transaction in block.GetProperty("tx").EnumerateArray())
                    {
                        _waiting.GetOrAdd(transaction.GetProperty("hash").GetString()!, _ => new TaskCompletionSource()).TrySetResult();
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over.
        }
        catch (Exception e)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(e); // whoever submitted it says so
            }
        }
    }

    private async Task<long> HeightAsync(CancellationToken cancellationToken) =>
        (await AskAsync(0, "getblockcount", cancellationToken)).GetInt64();

    private async Task RequireHeightAsync(long height, CancellationToken cancellationToken)
    {
        if (await HeightAsync(cancellationToken) < height)
        {
            throw new InvalidOperationException("It makes no blocks yet.");
        }
    }

    private async Task<JsonElement> AskAsync(int node, string method, CancellationToken cancellationToken, params object[] parameters)
    {
        var request = new { jsonrpc = "2.0", id = 1, method, @params = parameters };
        using var response = await _http.PostAsJsonAsync(_rpc[node], request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }
}
