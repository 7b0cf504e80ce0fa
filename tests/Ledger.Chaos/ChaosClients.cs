using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Client;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Server.Founding;
using Ledger.Server.Net;

namespace Ledger.Chaos;

/// <summary>
/// Clients that write registers and read them, each by any node, and record what they submitted and saw. A register is the local account of
/// a subject at a trading centre, which each write replaces.
/// </summary>
internal sealed class ChaosClients : IDisposable
{
    private const int PauseMs = 10;

    // What clients of this process have written, those of an earlier run on the same consortium too.
    private static readonly ConcurrentDictionary<string, bool> WrittenByAll = new(StringComparer.Ordinal);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FinalMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Reconnected = TimeSpan.FromSeconds(30);
    private readonly IReadOnlyList<NetMember> _members;
    private readonly GenesisFile _genesis;
    private readonly List<KeyPair> _keys = [];
    private readonly List<(string Uscc, List<LedgerClient> ByNode)> _centres = [];
    private readonly List<string> _subjects;
    private readonly Dictionary<Digest, string> _owners = [];
    private readonly ConcurrentQueue<Write> _writes = new();
    private readonly ConcurrentQueue<Read> _reads = new();
    private readonly ConcurrentQueue<Sight> _sights = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private long _heightKnown;
    private long _lastFinal;
    private volatile string? _spared;

    internal ChaosClients(IReadOnlyList<NetMember> members)
    {
        _members = members;
        _genesis = GenesisFile.Parse(File.ReadAllBytes(Path.Combine(members[0].Folder, FoundingFolder.Genesis)));
        _subjects = [.. _genesis.Content.Members.Select(member => member.Uscc)];
        foreach (var member in members)
        {
            var validator = _genesis.Content.Validators.Validators.Single(one => one.Name == member.Name);
            var entry = _genesis.Content.Members.Single(one => one.Uscc == validator.MemberUscc);
            if (entry.Roles.Contains(Role.TradingCentre))
            {
                _owners.Add(CertificateId.Compute(_genesis.Hasher, CertificateOf(member)), entry.Uscc);
                _centres.Add((entry.Uscc, [.. members.Select(node => Open(node, SignerOf(member)))]));
            }
        }
    }

    /// <summary>How long each client rests between two operations; not at all by default.</summary>
    internal TimeSpan Rest { get; init; }

    /// <summary>When a client last heard that its write is final, by <see cref="Stopwatch"/>.</summary>
    internal long LastFinal => Interlocked.Read(ref _lastFinal);

    /// <summary>Writes that are known to be final.</summary>
    internal int Finalised => _writes.Count(write => write.At is not null);

    /// <summary>Answers that no fault explains: refusals of what nothing forbids.</summary>
    internal IReadOnlyCollection<string> Surprises => _surprises;

    /// <summary>Runs so many clients until they are told to stop; each ends with the operation that it is at.</summary>
    internal Task RunAsync(int clients, ulong seed, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, clients)
            .Select(i => Task.Run(() => RunOneAsync(new Random(unchecked((int)seed + i)), stop), CancellationToken.None)));

    /// <summary>Asks a node for nothing until it is back: it loses what it has shown.</summary>
    internal void Spare(string node) => _spared = node;

    /// <summary>Waits until a node that was spared has all that is known to be final, and asks it again.</summary>
    internal async Task UntilBackAsync(string node, CancellationToken cancellationToken)
    {
        var known = (ulong)Interlocked.Read(ref _heightKnown);
        using var client = Open(_members.Single(member => member.Name == node), signer: null);
        while ((await StatusAsync(client, cancellationToken)).Height < known)
        {
            await Task.Delay(PauseMs, cancellationToken);
        }

        _spared = null;
    }

    // A connection that broke is tried again within a second.
    private static async Task<ChainStatus> StatusAsync(LedgerClient client, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(100, cancellationToken))
        {
            try
            {
                return await client.GetStatusAsync(cancellationToken);
            }
            catch (NodeUnreachableException) when (Stopwatch.GetElapsedTime(began) < Reconnected)
            {
                // Asked again.
            }
        }
    }

    /// <summary>
    /// What was recorded, with the blocks that every node has in the end: each is held by the next one's header, the last one is proven.
    /// </summary>
    internal async Task<History> HistoryAsync(CancellationToken cancellationToken)
    {
        var blocks = new Dictionary<string, IReadOnlyList<string>>();
        var order = new List<Landed>();
        for (var i = 0; i < _members.Count; i++)
        {
            var (hashes, last) = (new List<string>(), Digest.Zero);
            var head = await StatusAsync(_centres[0].ByNode[i], cancellationToken);
            using var channel = GrpcChannel.ForAddress(_members[i].GrpcAddress, new GrpcChannelOptions { MaxReceiveMessageSize = null });
            using var stream = new LedgerNode.LedgerNodeClient(channel).StreamBlocks(
                new StreamBlocksRequest { From = 1 }, cancellationToken: cancellationToken);
            await foreach (var answer in stream.ResponseStream.ReadAllAsync(cancellationToken))
            {
                var header = BlockHeader.TryDecode(answer.Block.Header.Span, out var read) ? read
                    : throw new InvalidDataException($"A header of {_members[i].Name} cannot be read.");
                if (hashes.Count > 0 && header.Previous != last)
                {
                    _surprises.Enqueue($"Block {header.Height} of {_members[i].Name} does not follow from the one before it.");
                }

                last = BlockHeader.Hash(_genesis.Hasher, answer.Block.Header.Span);
                hashes.Add(last.ToString());
                if (header.Height == head.Height && last != head.BlockHash)
                {
                    _surprises.Enqueue($"Block {header.Height} of {_members[i].Name} is another than the one that it proved.");
                }

                if (i == 0)
                {
                    order.AddRange(LandedIn(header, answer.Block));
                }
            }

            blocks.Add(_members[i].Name, hashes);
        }

        Write[] writes = [.. _writes];
        return new History
        {
            Writes = writes,
            Others = WrittenByAll.Keys.Except(writes.Select(write => write.Value)).ToHashSet(StringComparer.Ordinal),
            Reads = [.. _reads],
            Sights = [.. _sights],
            Order = order,
            Blocks = blocks,
        };
    }

    public void Dispose()
    {
        _centres.ForEach(centre => centre.ByNode.ForEach(client => client.Dispose()));
        _keys.ForEach(key => key.Dispose());
    }

    private LedgerClient Open(NetMember node, ClientSigner? signer) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _genesis,
        Node = node.GrpcAddress,
        Signer = signer,
        CallTimeout = AnswerMax,
        FinalityTimeout = FinalMax,
        HeadRefresh = TimeSpan.FromSeconds(1),
        Retry = new RetryOptions { AttemptsMax = 1 }, // the next operation asks another node
    });

    private ClientSigner SignerOf(NetMember member)
    {
        var pin = File.ReadAllLines(Path.Combine(member.Folder, FoundingFolder.MemberPin))[0];
        var key = KeyFile.TryOpen(Path.Combine(member.Folder, FoundingFolder.MemberKey), pin, out _)
            ?? throw new InvalidDataException($"The key of {member.Name} does not open.");
        _keys.Add(key);
        return ClientSigner.FromCertificate(_genesis, CertificateOf(member), key.CreateSigner());
    }

    private static byte[] CertificateOf(NetMember member) =>
        File.ReadAllBytes(Path.Combine(member.Folder, FoundingFolder.MemberCertificate));

    private async Task RunOneAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (uscc, byNode) = _centres[random.Next(_centres.Count)];
            var (node, subject) = (random.Next(byNode.Count), _subjects[random.Next(_subjects.Count)]);
            await Task.Delay(Rest, CancellationToken.None);
            if (_members[node].Name == _spared)
            {
                continue;
            }

            if (random.Next(2) == 0)
            {
                await WriteAsync(byNode[node], uscc, subject, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Digest.Bytes)));
            }
            else
            {
                await ReadAsync(byNode[node], _members[node].Name, $"{uscc}/{subject}");
            }
        }
    }

    private async Task WriteAsync(LedgerClient client, string centre, string subject, string value)
    {
        var call = new Call
        {
            Account = new AccountCall
            {
                BindLocalAccount = new BindLocalAccount
                {
                    Uscc = subject,
                    LocalAccountCommitment = ByteString.CopyFrom(Convert.FromHexString(value)),
                },
            },
        };
        WrittenByAll[value] = true;
        var began = Stopwatch.GetTimestamp();
        Position? at = null;
        try
        {
            var result = await client.SubmitAsync(call);
            if (result.IsDone)
            {
                at = new Position(result.Height, result.Index);
                Learn(result.Height);
            }
            else if (result.Fate == Fate.Final)
            {
                _surprises.Enqueue($"{value} was refused: {result.Receipt}");
            }
        }
        catch (RefusedException e) when (!e.IsTransient)
        {
            _surprises.Enqueue($"{value} was refused: {e.Message}");
        }
        catch (VerificationException e)
        {
            _surprises.Enqueue($"{value}: {e.Message}");
        }
        catch (LedgerClientException)
        {
            await Task.Delay(PauseMs); // it may have landed or not: the blocks say
        }

        var ended = Stopwatch.GetTimestamp();
        _writes.Enqueue(new Write($"{centre}/{subject}", value, began, at is null ? null : ended, at));
        if (at is not null)
        {
            Interlocked.Exchange(ref _lastFinal, ended);
        }
    }

    // A node may be behind. A reader that asks for no less than it has heard of reads what is newest.
    private async Task ReadAsync(LedgerClient client, string node, string register)
    {
        var (began, floor) = (Stopwatch.GetTimestamp(), (ulong)Interlocked.Read(ref _heightKnown));
        while (Stopwatch.GetElapsedTime(began) < AnswerMax)
        {
            try
            {
                var asked = Stopwatch.GetTimestamp();
                var state = await client.GetAsync(AccountTables.LocalAccounts.Key(register));
                var ended = Stopwatch.GetTimestamp();
                _sights.Enqueue(new Sight(node, state.Height, asked, ended));
                if (state.Height >= floor)
                {
                    var value = state.Value is { } bytes ? LocalAccount.Parser.ParseFrom(bytes.Span).Commitment : null;
                    _reads.Enqueue(new Read(
                        register, value is null ? null : Convert.ToHexStringLower(value.Span), state.Height, began, ended));
                    Learn(state.Height);
                    return;
                }
            }
            catch (VerificationException e)
            {
                _surprises.Enqueue($"{register} at {node}: {e.Message}");
                return;
            }
            catch (LedgerClientException)
            {
                await Task.Delay(PauseMs);
                return; // a read without an answer says nothing
            }

            await Task.Delay(PauseMs);
        }
    }

    private void Learn(ulong height)
    {
        for (var known = Interlocked.Read(ref _heightKnown); (long)height > known;)
        {
            var was = Interlocked.CompareExchange(ref _heightKnown, (long)height, known);
            if (was == known)
            {
                return;
            }

            known = was;
        }
    }

    private IEnumerable<Landed> LandedIn(BlockHeader header, Block block)
    {
        var (height, batch) = (header.Height, BatchBytes.Counted(header, block.Batch.Memory));
        for (var i = 0; batch is not null && i < block.Receipts.Count; i++)
        {
            if (Receipt.Parser.ParseFrom(block.Receipts[i]).Code != 0)
            {
                continue; // the same bytes once more, for example: applied they were not
            }

            var body = TxBody.Parser.ParseFrom(Transaction.Parser.ParseFrom(batch.Transactions[i]).Body);
            var signer = _owners[new Digest(body.Signer.Span)];
            foreach (var bind in body.Calls.Select(call => call.Account?.BindLocalAccount).OfType<BindLocalAccount>())
            {
                yield return new Landed(
                    new Position(height, (uint)i), $"{signer}/{bind.Uscc}", Convert.ToHexStringLower(bind.LocalAccountCommitment.Span));
            }
        }
    }
}
