using System.Collections.Concurrent;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Seeds;

/// <summary>
/// Everyone who signs in a record, and the sections' opening keys. Made when first asked for; safe for use by several threads.
/// </summary>
public sealed class RecordActors : IDisposable
{
    private readonly ConsortiumSeed _consortium;
    private readonly Dictionary<string, (string Name, TestAuthority Authority)> _subjects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<(Participant Participant, Signer Signer)>> _actors = new(StringComparer.Ordinal);

    /// <summary>The actors of a record.</summary>
    public RecordActors(ConsortiumSeed consortium, ZhuhaiRecord record)
    {
        ArgumentNullException.ThrowIfNull(consortium);
        ArgumentNullException.ThrowIfNull(record);
        _consortium = consortium;
        var (publicBodies, companies) = (consortium.Authorities[0], consortium.Authorities[1]);
        foreach (var action in record.Actions)
        {
            foreach (var subject in action.Subjects)
            {
                _subjects[subject.Uscc] = (subject.Name, action.Kind == RecordActionKind.RegisterTenderer ? publicBodies : companies);
            }
        }
    }

    /// <summary>The member, tenderer or bidder of a code.</summary>
    /// <exception cref="KeyNotFoundException">The record has no such actor.</exception>
    public Participant ParticipantOf(string uscc) => Of(uscc).Participant;

    /// <summary>Its signer; it lives as long as this object.</summary>
    /// <exception cref="KeyNotFoundException">The record has no such actor.</exception>
    public ISigner SignerOf(string uscc) => Of(uscc).Signer;

    /// <summary>The pair that guarantees of a section are sealed to; the centre holds it until the opening.</summary>
    public KeyPair OpeningKeyOf(SectionPlan section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return KeyPair.FromSeed(_consortium.Algorithm, SeededBytes.Derive(_consortium.Seed, $"opening-key/{section.Code}"));
    }

    /// <summary>The pair under which a section's evaluation committee speaks.</summary>
    public KeyPair CommitteeKeyOf(SectionPlan section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return KeyPair.FromSeed(_consortium.Algorithm, SeededBytes.Derive(_consortium.Seed, $"committee-key/{section.Code}"));
    }

    /// <summary>Clears the signers' keys.</summary>
    public void Dispose()
    {
        foreach (var actor in _actors.Values)
        {
            actor.Value.Signer.Dispose();
        }

        _actors.Clear();
    }

    private (Participant Participant, Signer Signer) Of(string uscc) => _actors.GetOrAdd(uscc, code => new(() => Create(code))).Value;

    private (Participant Participant, Signer Signer) Create(string uscc)
    {
        var participant = _consortium.Members.TryGetValue(uscc, out var member)
            ? member
            : _subjects[uscc].Authority.Certify(uscc, _subjects[uscc].Name);
        return (participant, participant.KeyPair.CreateSigner());
    }
}
