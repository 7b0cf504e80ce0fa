using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Tests.Proofs;

/// <summary>Every small change of a part of a proof.</summary>
internal static class Mutations
{
    public static IEnumerable<byte[]> Of(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var flip in (byte[])[0x01, 0x80, 0xFF])
            {
                var changed = (byte[])bytes.Clone();
                changed[i] ^= flip;
                yield return changed;
            }
        }

        yield return [.. bytes, 0];
        yield return [];
        if (bytes.Length > 0)
        {
            yield return bytes[..^1];
            yield return bytes[1..];
        }
    }

    public static IEnumerable<IReadOnlyList<PathStep>> Of(IReadOnlyList<PathStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            yield return [.. steps.Take(i), .. steps.Skip(i + 1)];
            yield return [.. steps.Take(i), steps[i], .. steps.Skip(i)];
            yield return [.. steps.Take(i), .. steps.Skip(i + 1), steps[i]];
            yield return [.. steps.Take(i), null!, .. steps.Skip(i + 1)];
            foreach (var sibling in Of(steps[i].Sibling).Append(null!))
            {
                yield return [.. steps.Take(i), steps[i] with { Sibling = sibling }, .. steps.Skip(i + 1)];
            }

            foreach (var bitIndex
                in (uint[])
                [
                    steps[i].BitIndex + 1, steps[i].BitIndex - 1, steps[i].BitIndex + 9, steps[i].BitIndex + 65536,
                    uint.MaxValue, 0,
                ])
            {
                yield return [.. steps.Take(i), steps[i] with { BitIndex = bitIndex }, .. steps.Skip(i + 1)];
            }
        }

        yield return [.. steps, new PathStep(0, new byte[32])];
        yield return [new PathStep(3, new byte[32]), .. steps];
    }

    public static IEnumerable<LeafWitness?> Of(LeafWitness? witness)
    {
        if (witness is null)
        {
            yield return new LeafWitness([0x61], new byte[32]);
            yield break;
        }

        yield return null;
        yield return witness with { Key = null! };
        foreach (var key in Of(witness.Key))
        {
            yield return witness with { Key = key };
        }

        foreach (var hash in Of(witness.ValueHash))
        {
            yield return witness with { ValueHash = hash };
        }
    }

    public static IEnumerable<StateProof> Of(StateProof proof) =>
        [
            .. Of(proof.Key).Select(key => proof with { Key = key }),
            .. (proof.Value is null ? [[], [1]] : Of(proof.Value).Append(null)).Select(value => proof with { Value = value }),
            .. Of(proof.Steps).Select(steps => proof with { Steps = steps }),
            .. Of(proof.Witness).Select(witness => proof with { Witness = witness }),
        ];

    public static IEnumerable<IReadOnlyList<ProvenEntry>> Of(IReadOnlyList<ProvenEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            yield return [.. entries.Take(i), .. entries.Skip(i + 1)];
            yield return [.. entries.Take(i), entries[i], .. entries.Skip(i)];
            yield return [.. entries.Take(i), .. entries.Skip(i + 1), entries[i]];
            yield return [.. entries.Take(i), null!, .. entries.Skip(i + 1)];
            yield return [.. entries.Take(i), entries[i], new ProvenEntry([.. entries[i].Key, 0], [1], null), .. entries.Skip(i + 1)];
            yield return [.. entries.Take(i), entries[i] with { Value = null, ValueHash = null }, .. entries.Skip(i + 1)];
            foreach (var key in Of(entries[i].Key))
            {
                yield return [.. entries.Take(i), entries[i] with { Key = key }, .. entries.Skip(i + 1)];
            }

            foreach (var value in Of(entries[i].Value ?? entries[i].ValueHash!))
            {
                yield return entries[i].Value is null
                    ? [.. entries.Take(i), entries[i] with { ValueHash = value }, .. entries.Skip(i + 1)]
                    : [.. entries.Take(i), entries[i] with { Value = value }, .. entries.Skip(i + 1)];
            }
        }

        yield return [];
    }

    public static IEnumerable<PrefixProof> Of(PrefixProof proof) =>
        [
            .. Of(proof.Prefix).Select(prefix => proof with { Prefix = prefix }),
            .. Of(proof.Entries).Select(entries => proof with { Entries = entries }),
            .. Of(proof.Before).Select(steps => proof with { Before = steps }),
            .. Of(proof.After).Select(steps => proof with { After = steps }),
            .. Of(proof.Witness).Select(witness => proof with { Witness = witness }),
            proof with { Before = proof.After, After = proof.Before },
            proof with { Before = [.. proof.Before, .. proof.After], After = [] },
        ];
}
