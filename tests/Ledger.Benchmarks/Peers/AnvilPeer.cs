using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Benchmarks.Peers;

/// <summary>One anvil (foundry's development chain): a contract that stores the record, with or without three signature checks.</summary>
internal sealed class AnvilPeer(bool checksSignatures) : Peer
{
    private const string Anvil = "@foundry-rs/anvil-linux-amd64";
    private const int SignedMax = 200;
    private const int Accounts = 400;
    private static readonly string[] Packages = [$"{Anvil}@1.7.1", "solc@0.8.37"];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<(byte[] Record, byte[] Signatures)> _signed = [];
    private Uri _node = null!;
    private readonly ConcurrentBag<string> _free = [];
    private string[] _accounts = [];
    private string _contract = string.Empty;

    internal override string Name => checksSignatures ? "anvil, 3 signatures checked" : "anvil, record stored";

    // One transaction of an account at a time: the next one's number is known once the one before has landed.
    internal override int InFlightMax => Accounts;

    internal override string Lacks =>
        "durability (its state is in memory), agreement of several, finality, SM2, privacy before the opening; it signs for its callers";

    internal override async Task StartAsync(
        string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, CancellationToken cancellationToken)
    {
        var modules = await PeerTools.OfNpmAsync(Packages, cancellationToken);
        var port = PeerTools.FreePort();
        _node = new Uri($"http://127.0.0.1:{port}");
        var process = Start(
            folder, Path.Combine(modules, Anvil, "bin", "anvil"), "--host", "127.0.0.1", "--port", $"{port}", "--silent",
            "--disable-block-gas-limit",
            "--accounts", $"{Accounts}", "--balance", "1000000000", "--block-time", "1");
        await PeerTools.UntilAnswersAsync(process, async () => _accounts = await AccountsAsync(cancellationToken), cancellationToken);
        var code = await CompileAsync(folder, modules, cancellationToken);
        var signers = string.Concat(_accounts[..3].Select(account => account[2..].PadLeft(64, '0')));
        var deployed = await AskAsync(
            "eth_sendTransactionSync", cancellationToken, new { from = _accounts[0], data = "0x" + code + signers, gas = "0x989680" });
        _contract = deployed.GetProperty("contractAddress").GetString()!;
        _accounts.ToList().ForEach(_free.Add);
        if (checksSignatures)
        {
            foreach (var transaction in transactions.Take(SignedMax))
            {
                _signed.Add((transaction.ToArray(), await SignAsync(transaction, cancellationToken)));
            }
        }
    }

    internal override async Task SubmitAsync(long number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        string data;
        if (checksSignatures)
        {
            var (record, signatures) = _signed[(int)(number % _signed.Count)]; // only so many were signed
            data = CallOf("issueSigned(uint256,bytes,bytes)", number, record, signatures);
        }
        else
        {
            data = CallOf("issue(uint256,bytes)", number, transaction.ToArray());
        }

        if (!_free.TryTake(out var from))
        {
            throw new InvalidOperationException($"More than {Accounts} transactions at a time.");
        }

        var receipt = await AskAsync(
            "eth_sendTransactionSync", cancellationToken, new { from, to = _contract, data, gas = "0x989680" });
        _free.Add(from);
        if (receipt.GetProperty("status").GetString() != "0x1")
        {
            throw new InvalidOperationException($"A transaction was reverted: {receipt}");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await base.DisposeAsync();
    }

    private async Task<byte[]> SignAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        var signatures = new List<byte>();
        foreach (var account in _accounts[..3])
        {
            var signature = await AskAsync("eth_sign", cancellationToken, account, "0x" + Convert.ToHexString(Keccak(record.Span)));
            signatures.AddRange(Convert.FromHexString(signature.GetString()![2..]));
        }

        return [.. signatures];
    }

    private async Task<string[]> AccountsAsync(CancellationToken cancellationToken) =>
        [.. (await AskAsync("eth_accounts", cancellationToken)).EnumerateArray().Select(account => account.GetString()!)];

    private async Task<JsonElement> AskAsync(string method, CancellationToken cancellationToken, params object[] parameters)
    {
        var request = new { jsonrpc = "2.0", id = 1, method, @params = parameters };
        using var response = await _http.PostAsJsonAsync(_node, request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    private static async Task<string> CompileAsync(string folder, string modules, CancellationToken cancellationToken)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Guarantees.sol"), Path.Combine(folder, "Guarantees.sol"));
        await PeerTools.RunAsync(
            folder, cancellationToken, "node", Path.Combine(modules, "solc", "solc.js"), "--bin", "--optimize", "Guarantees.sol");
        return (await File.ReadAllTextAsync(Directory.EnumerateFiles(folder, "*Guarantees.bin").Single(), cancellationToken)).Trim();
    }

    // Solidity's ABI: the number, then where each of the byte strings begins, then their lengths and contents in words of 32 bytes.
    private static string CallOf(string function, long number, params byte[][] strings)
    {
        var heads = new List<byte>(Word(number));
        var tails = new List<byte>();
        foreach (var one in strings)
        {
            heads.AddRange(Word((32 * (1 + strings.Length)) + tails.Count));
            tails.AddRange([.. Word(one.Length), .. one, .. new byte[(32 - (one.Length % 32)) % 32]]);
        }

        byte[] call = [.. Keccak(Encoding.ASCII.GetBytes(function))[..4], .. heads, .. tails];
        return "0x" + Convert.ToHexString(call);
    }

    private static byte[] Word(long value)
    {
        var word = new byte[32];
        BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(24), value);
        return word;
    }

    private static byte[] Keccak(ReadOnlySpan<byte> content)
    {
        var hash = new KeccakDigest(256);
        hash.BlockUpdate(content);
        var digest = new byte[32];
        hash.DoFinal(digest);
        return digest;
    }
}
