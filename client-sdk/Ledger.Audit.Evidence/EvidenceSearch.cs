using Ledger.Audit.Archive;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Membership;

namespace Ledger.Audit.Evidence;

/// <summary>
/// Finds the places of a chain that belong into evidence about one thing: what a timeline has of it, what registered, replaced or revoked
/// the certificates that signed, and every change of validators, without which no later certificate can be checked. Blocks are given from
/// height 1 on, each once.
/// </summary>
public sealed class EvidenceSearch
{
    private readonly GenesisFile _genesis;
    private readonly Timeline _timeline;
    private readonly Dictionary<Digest, List<(ulong Height, int Index)>> _ofCertificates = [];
    private readonly SortedDictionary<(ulong Height, int Index), EvidenceRole> _places = [];
    private readonly HashSet<Digest> _signers = [];
    private readonly List<TimelineEntry> _entries = [];
    private readonly Dictionary<Digest, byte[]> _ders = [];

    /// <summary>Begins at genesis.</summary>
    public EvidenceSearch(GenesisFile genesis, Timeline timeline)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(timeline);
        (_genesis, _timeline) = (genesis, timeline);
        foreach (var (key, value) in GenesisState.Build(genesis))
        {
            LearnDer(key, value);
        }
    }

    /// <summary>What the timeline has, in order.</summary>
    public IReadOnlyList<TimelineEntry> Entries => _entries;

    /// <summary>The certificates that signed, with their DER where the chain has told it.</summary>
    public IReadOnlyDictionary<Digest, byte[]> Certificates => _signers.Where(_ders.ContainsKey).ToDictionary(id => id, id => _ders[id]);

    /// <summary>Looks at the next block.</summary>
    public void Look(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        foreach (var entry in _timeline.Read(block))
        {
            _entries.Add(entry);
            _signers.Add(entry.Certificate);
            Add(entry.Height, entry.Index, EvidenceRole.Subject);
        }

        foreach (var (header, index, transaction, receipt) in ArchivedTransactions.LandedIn(block, _genesis))
        {
            foreach (var call in transaction.Body.Calls)
            {
                LearnDer(call.Account?.RegisterCertificate?.Certificate);
                LearnDer(call.Account?.ReplaceCertificate?.Successor?.Certificate);
            }

            foreach (var one in receipt.Events)
            {
                if (one.Key.Span.SequenceEqual(MembershipTables.Validators.Key(MembershipTables.Current)))
                {
                    Add(header.Height, index, EvidenceRole.Validators);
                }
                else if (RegisteredCertificates.TryRead(one.Key.Span, one.Record.Span) is var (id, _))
                {
                    if (!_ofCertificates.TryGetValue(id, out var places))
                    {
                        _ofCertificates.Add(id, places = []);
                    }

                    places.Add((header.Height, index));
                }
            }
        }
    }

    /// <summary>All places, in their order, each with why it is there.</summary>
    public IReadOnlyDictionary<(ulong Height, int Index), EvidenceRole> Places()
    {
        foreach (var (height, index) in _signers.SelectMany(signer => _ofCertificates.GetValueOrDefault(signer) ?? []))
        {
            Add(height, index, EvidenceRole.Certificate);
        }

        return _places;
    }

    private void Add(ulong height, int index, EvidenceRole role) => _places.TryAdd((height, index), role);

    private void LearnDer(ReadOnlySpan<byte> key, byte[] record)
    {
        var table = AccountTables.CertificateDers.Prefix;
        if (key.StartsWith(table) && Digest.TryRead(key[table.Length..], out var id))
        {
            _ders[id] = CertificateDer.Parser.ParseFrom(record).Der.ToByteArray();
        }
    }

    private void LearnDer(Google.Protobuf.ByteString? der)
    {
        if (der is { IsEmpty: false })
        {
            _ders[CertificateId.Compute(_genesis.Hasher, der.Span)] = der.ToByteArray();
        }
    }
}

/// <summary>Why a transaction stands in evidence.</summary>
public enum EvidenceRole
{
    /// <summary>It is about the thing.</summary>
    Subject = 1,

    /// <summary>It registered, replaced or revoked a certificate that signed.</summary>
    Certificate = 2,

    /// <summary>It changed the validators.</summary>
    Validators = 3,
}
