using System.Net;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;

namespace Ledger.Cli.Tests.Witnesses;

/// <summary>Checkpoints brought to a witness that only takes them, as c2sp.org/tlog-witness has it.</summary>
public sealed class WitnessPushTests : CliFixture
{
    private TakingWitness _witness = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Grow(5);
        await JsonAsync(ExitCode.Done, "witness", "key", "--log", "--out", PathOf("log.key"));
        await JsonAsync(ExitCode.Done, "witness", "key", "--name", "witness.example/w1", "--out", PathOf("w1.key"));
        Assert.True(NoteSigner.TryParse((await File.ReadAllTextAsync(PathOf("w1.key"))).TrimEnd('\n'), out var signer));
        _witness = new TakingWitness(signer);
        await PublishAsync();
    }

    public override async Task DisposeAsync()
    {
        await _witness.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_witness_that_only_takes_cosigns_what_continues_and_its_note_counts_for_clients()
    {
        await PushAsync();
        Assert.Equal(["old 0 200"], _witness.Asked);
        Grow(300);
        await PublishAsync();
        await PushAsync();
        await PushAsync(); // the same again
        File.Delete(PathOf("w1.note"));
        Grow(7);
        await PublishAsync();
        await PushAsync(); // which no longer knows what the witness saw, and is told
        var (first, second, third) = (7, 307, 314); // each with the block of genesis, and one that the fixture put
        Assert.Equal(["old 0 200", $"old {first} 200", $"old {second} 200", "old 0 409", $"old {second} 200"], _witness.Asked);
        await File.WriteAllTextAsync(
            PathOf("policy"),
            $$"""{"version":1,"quorum":1,"max_age_s":3600,"witnesses":[{"key":"{{_witness.Key}}","note":"w1.note"}]}""");
        var status = await JsonAsync(ExitCode.Done, "status", "--witnesses", PathOf("policy"));
        Assert.Equal((ulong)third - 1, (ulong)status["witnessed_height"]!.Number());
    }

    [Fact]
    public async Task What_a_witness_refuses_and_what_is_no_answer_is_named_and_nothing_is_kept()
    {
        foreach (var (answer, words) in new (Func<(int, string, string)>, string)[]
        {
            (() => (404, "", ""), "does not know this log"),
            (() => (403, "", ""), "does not trust the key"),
            (() => (422, "", ""), "does not continue what it saw"),
            (() => (500, "", ""), "answers 500"),
            (() => (302, "", ""), "answers 302"),
            (() => (200, "text/plain", "no line\n"), "answers 200"),
            (() => (200, "text/plain", "\u2014 witness.example/w1 AAAAAAAA\n"), "no cosignature of this checkpoint"),
            (() => (409, "text/x.tlog.size", "1000000\n"), "was set back"),
            (() => (409, "text/plain", ""), "another tree of this size"),
            (() => (200, "text/plain", new string('x', 100_000)), "The witness at"),
        })
        {
            _witness.Answers = answer;
            var (code, _, error) = await RunAsync(Push());
            Assert.NotEqual(ExitCode.Done, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
            Assert.False(File.Exists(PathOf("w1.note")));
        }

        var other = (string)(await JsonAsync(
            ExitCode.Done, "witness", "key", "--name", "witness.example/w1", "--out", PathOf("w2.key")))["public_key"]!;
        _witness.Answers = null;
        Assert.Contains("no cosignature", (await RunAsync(Push(other))).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync(Push("no key"))).Code);
        await _witness.DisposeAsync();
        Assert.Equal(ExitCode.Unreachable, (await RunAsync(Push())).Code);
    }

    private void Grow(int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            Server.Chain.Put((MembershipTables.Members.Key("x"), new Member { Name = $"{Server.Chain.Head.Header.Height}" }));
        }
    }

    private Task PublishAsync() =>
        JsonAsync(ExitCode.Done, "witness", "publish", "--to", PathOf("log"), "--log-key", PathOf("log.key"));

    private Task PushAsync() => JsonAsync(ExitCode.Done, Push());

    private string[] Push(string? key = null) =>
        ["witness", "push", PathOf("log"), "--at", _witness.Address, "--witness", key ?? _witness.Key, "--to", PathOf("w1.note")];

    /// <summary>A witness of others: it knows no chain, keeps size and root, and verifies what c2sp.org/tlog-witness asks it to.</summary>
    private sealed class TakingWitness : IAsyncDisposable
    {
        private readonly NoteSigner _signer;
        private readonly HttpListener _listener = new();
        private readonly Task _serving;
        private LogCheckpoint? _seen;

        internal TakingWitness(NoteSigner signer)
        {
            _signer = signer;
            using (var port = new TcpListener(IPAddress.Loopback, 0))
            {
                port.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/w";
            }

            _listener.Prefixes.Add($"{Address}/");
            _listener.Start();
            _serving = ServeAsync();
        }

        internal string Address { get; }

        internal string Key => _signer.Public.ToString();

        internal List<string> Asked { get; } = [];

        internal Func<(int Status, string Type, string Body)>? Answers { get; set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
            _signer.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var asked = await _listener.GetContextAsync();
                    using var reader = new StreamReader(asked.Request.InputStream, Encoding.UTF8);
                    var body = await reader.ReadToEndAsync();
                    var (status, type, text) = Answers?.Invoke() ?? Judge(asked.Request, body);
                    Asked.Add($"{body.Split('\n')[0]} {status}");
                    asked.Response.StatusCode = status;
                    asked.Response.ContentType = type;
                    await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                    asked.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // it was closed
            }
        }

        private (int Status, string Type, string Body) Judge(HttpListenerRequest request, string body)
        {
            var blank = body.IndexOf("\n\n", StringComparison.Ordinal);
            var head = body[..blank].Split('\n');
            if (request.HttpMethod != "POST" || !request.Url!.AbsolutePath.EndsWith("/add-checkpoint", StringComparison.Ordinal) ||
                !SignedNote.TryRead(Encoding.UTF8.GetBytes(body[(blank + 2)..]), out var note) ||
                !LogCheckpoint.TryRead(note.Text, out var offered))
            {
                return (400, "", "");
            }

            var old = ulong.Parse(head[0]["old ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            if (old != (_seen?.Size ?? 0))
            {
                return (409, "text/x.tlog.size", $"{_seen?.Size ?? 0}\n");
            }

            var proof = head[1..].Select(line => ByteString.FromBase64(line)).ToList();
            if (_seen is null ? proof.Count > 0 : MerkleProofVerifier.VerifyConsistency(
                _seen.Root, _seen.Size, offered.Root, offered.Size, proof, ChainCheckpoint.LogHasher) != ProofError.None)
            {
                return (422, "", "");
            }

            _seen = offered;
            var line = _signer.Cosign(note.Text, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            return (200, "text/plain", new SignedNote(note.Text, [line]).ToString()[(note.Text.Length + 1)..]);
        }
    }
}
