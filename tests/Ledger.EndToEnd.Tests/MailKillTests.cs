using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Client;
using Ledger.Client.Documents;
using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.EndToEnd.Tests;

/// <summary>Nodes that are killed (SIGKILL) while letters and a document come in: a receipt is a promise.</summary>
public sealed partial class MailKillTests : IDisposable
{
    private const int Kills = 3;
    private const int Writers = 2;
    private const uint LeaseHours = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<Digest, ulong?> _promised = new(); // receipted, with the number once it was read
    private readonly HashSet<Digest> _acknowledged = [];
    private readonly Dictionary<ulong, Digest> _numbers = [];
    private readonly ConcurrentQueue<SealedLetter> _unsure = new();
    private readonly Random _random = new(4);
    private int _written;

    [Fact]
    public async Task Every_receipted_letter_outlives_a_kill_and_an_acknowledged_one_does_not_come_again()
    {
        var content = new byte[1_000_000];
        _random.NextBytes(content);
        MailboxOwner? owner = null;
        for (var start = 0; start <= Kills; start++)
        {
            using var process = LedgerProcess.Start("up", "--data", _folder.File("data"), "--port", "0");
            await process.WaitUntilUpAsync();
            var options = OptionsOf(process);
            using var client = MailboxClient.Open(options);
            owner ??= MailboxOwner.Generate(options.Genesis.Suite);
            await CheckAsync(client, owner);
            if (start < Kills)
            {
                await WriteUntilKilledAsync(process, client, owner, options, content);
            }
            else
            {
                await DownloadAsync(options, content);
            }
        }

        owner!.Dispose();
        Assert.True(
            _acknowledged.Count > 0 && _promised.Count > _acknowledged.Count,
            $"{_promised.Count} letters receipted, {_acknowledged.Count} acknowledged");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Everything that was promised and not acknowledged lies there, under a number of its own; then some is acknowledged.
    /// </summary>
    private async Task CheckAsync(MailboxClient client, MailboxOwner owner)
    {
        var lying = new HashSet<Digest>();
        MailboxPage? first = null;
        await foreach (var page in client.ReceiveAsync(owner, new MemoryMailboxCursor()))
        {
            first ??= page;
            foreach (var letter in page.Letters)
            {
                Assert.True(lying.Add(letter.Digest), $"letter {letter.Digest} comes twice");
                Assert.True(
                    _numbers.TryAdd(letter.Sequence, letter.Digest) || _numbers[letter.Sequence] == letter.Digest,
                    $"number {letter.Sequence} is given twice");
                Assert.True(
                    !_promised.TryGetValue(letter.Digest, out var number) || number is null || number == letter.Sequence,
                    "a letter has another number than before");
                _promised[letter.Digest] = letter.Sequence;
            }
        }

        Assert.Empty(lying.Intersect(_acknowledged));
        Assert.Empty(_promised.Keys.Except(_acknowledged).Except(lying));
        if (first is not null)
        {
            await client.AcknowledgeAsync(owner, first, new MemoryMailboxCursor());
            _acknowledged.UnionWith(first.Letters.Select(letter => letter.Digest));
        }
    }

    private async Task WriteUntilKilledAsync(
        LedgerProcess process, MailboxClient client, MailboxOwner owner, MailboxClientOptions options, byte[] content)
    {
        using var documents = DocumentClient.Open(options);
        var writers = Enumerable.Range(0, Writers).Select(_ => WriteAsync(client, owner.ToRecipient([]), options.Genesis)).ToList();
        var upload = UploadAsync(documents, content);
        var before = _promised.Count;
        var enough = _random.Next(40, 90); // more than a page, so that some stay when one is acknowledged
        for (var waits = 0; _promised.Count < before + enough; waits++)
        {
            Assert.True(waits < 6_000, $"{_promised.Count - before} letters in a minute.");
            await Task.Delay(10);
        }

        process.Kill();
        await process.ExitAsync();
        await Task.WhenAll([.. writers, upload]).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Leaves letters until the node is gone. One whose receipt was lost with it is left again after the restart.</summary>
    private async Task WriteAsync(MailboxClient client, MailboxRecipient to, GenesisFile genesis)
    {
        while (true)
        {
            // One that was read and acknowledged after all is not written again: that would be another letter.
            if (!_unsure.TryDequeue(out var letter) || _acknowledged.Contains(Letters.DigestOf(genesis.Hasher, letter.Letter.Span)))
            {
                letter = client.Seal(to, Encoding.UTF8.GetBytes($"letter {Interlocked.Increment(ref _written)}"));
            }

            try
            {
                var receipt = await client.DepositAsync(letter);
                _promised.TryAdd(receipt.LetterDigest, null);
            }
            catch (LedgerClientException)
            {
                _unsure.Enqueue(letter);
                return;
            }
        }
    }

    private async Task UploadAsync(DocumentClient documents, byte[] content)
    {
        try
        {
            await documents.UploadAsync(new MemoryStream(content), _folder.File("ticket"), LeaseHours);
        }
        catch (LedgerClientException)
        {
            return; // it goes on after the restart, from the pieces that the node has
        }
    }

    private async Task DownloadAsync(MailboxClientOptions options, byte[] content)
    {
        using var documents = DocumentClient.Open(options);
        var uploaded = await documents.UploadAsync(new MemoryStream(content), _folder.File("ticket"), LeaseHours);
        await documents.DownloadAsync(uploaded.Reference, _folder.File("document"));
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.File("document")));
    }

    private MailboxClientOptions OptionsOf(LedgerProcess process) => new()
    {
        Genesis = GenesisFile.Parse(File.ReadAllBytes(Path.Combine(_folder.File("data"), "consortium", "genesis.json"))),
        Nodes = [new Uri(NodeAddress().Match(process.Output).Groups[1].Value)],
        Retry = new RetryOptions { AttemptsMax = 1 },
    };

    [GeneratedRegex("LEDGER_NODE=(http://[0-9.:]+)")]
    private static partial Regex NodeAddress();
}
