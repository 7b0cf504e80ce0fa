using System.Text;
using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Audit.Archive;

/// <summary>
/// Who did what about one thing, in order: every transaction that landed and names it, in its calls or in what happened by it, and, of a
/// subject, every one that it signed. Refused tries are shown too. What is sealed names nothing, and is found only once it is revealed.
/// </summary>
public sealed class Timeline
{
    private readonly GenesisFile _genesis;
    private readonly byte[] _needle;
    private readonly string? _uscc;
    private readonly Digest? _certificate;
    private readonly Dictionary<Digest, string> _owners = [];

    private Timeline(GenesisFile genesis, byte[] needle, string? uscc = null, Digest? certificate = null)
    {
        _genesis = genesis;
        _needle = needle;
        _uscc = uscc;
        _certificate = certificate;
        foreach (var (key, value) in GenesisState.Build(genesis))
        {
            Learn(key, value);
        }
    }

    /// <summary>About a section, by its code.</summary>
    public static Timeline OfSection(GenesisFile genesis, string code) => new(genesis, Encoding.UTF8.GetBytes(code));

    /// <summary>About a market subject: what names it, and what it signed.</summary>
    public static Timeline OfSubject(GenesisFile genesis, string uscc) => new(genesis, Encoding.UTF8.GetBytes(uscc), uscc);

    /// <summary>About a guarantee, by its id of 16 bytes.</summary>
    public static Timeline OfGuarantee(GenesisFile genesis, byte[] id) => new(genesis, id);

    /// <summary>About a certificate: what names it, and what it signed.</summary>
    public static Timeline OfCertificate(GenesisFile genesis, Digest id) => new(genesis, id.ToArray(), certificate: id);

    /// <summary>The entries of the next block, in its order. Blocks are given from height 1 on, each once.</summary>
    public IEnumerable<TimelineEntry> Read(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        foreach (var (header, i, transaction, receipt) in ArchivedTransactions.LandedIn(block, _genesis))
        {
            if (Concerns(transaction, block.Receipts[i].Span))
            {
                yield return new TimelineEntry(
                    header.Height, header.Time, i, transaction.Id, transaction.Signer, _owners.GetValueOrDefault(transaction.Signer),
                    [.. transaction.Body.Calls.Select(call => ContractDispatcher.NameOf(call) ?? "?")], (RefusalCode)receipt.Code,
                    [.. receipt.Events.Select(one => one.Type)]);
            }

            foreach (var one in receipt.Events)
            {
                Learn(one.Key.Span, one.Record.Span);
            }
        }
    }

    private bool Concerns(SignedTransaction transaction, ReadOnlySpan<byte> receipt) =>
        transaction.Signer == _certificate
        || (_uscc is not null && _owners.GetValueOrDefault(transaction.Signer) == _uscc)
        || transaction.CallBytes.Span.IndexOf(_needle) >= 0
        || receipt.IndexOf(_needle) >= 0;

    private void Learn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        if (RegisteredCertificates.TryRead(key, record) is var (id, certificate))
        {
            _owners[id] = certificate.Uscc;
        }
    }
}
