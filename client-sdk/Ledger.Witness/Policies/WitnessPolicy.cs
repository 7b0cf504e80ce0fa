using System.Text.Json;
using Ledger.Protocol.Json;
using Ledger.Witness.Notes;

namespace Ledger.Witness.Policies;

/// <summary>Whose cosignatures a client demands before it believes a node: so many of these witnesses, and how lately.</summary>
/// <param name="Quorum">How many, 1 to all of them.</param>
/// <param name="MaxAge">How old a cosignature may be, by the client's clock.</param>
/// <param name="Witnesses">The witnesses; each key once.</param>
public sealed record WitnessPolicy(int Quorum, TimeSpan MaxAge, IReadOnlyList<PolicyWitness> Witnesses)
{
    /// <summary>Most bytes of a policy's file.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Most witnesses.</summary>
    public const int WitnessesMax = 64;

    private const int SecondsMax = 366 * 24 * 3600;
    private static readonly string[] FileFields = ["version", "quorum", "max_age_s", "witnesses"];
    private static readonly string[] WitnessFields = ["key", "note"];

    /// <summary>Reads a policy from JSON; all faults are told at once.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="faults">Where faults go.</param>
    /// <returns>The policy; null where there is a fault.</returns>
    public static WitnessPolicy? Read(ReadOnlyMemory<byte> utf8, List<JsonFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var read = StrictJson.Read(utf8, BytesMax, faults, root => ReadFile(root, faults));
        return faults.Count == 0 ? read : null;
    }

    private static WitnessPolicy ReadFile(JsonElement root, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(root, "", faults, FileFields);
        fields.Number("version", 1, 1);
        var witnesses = fields.List("witnesses", WitnessesMax).Index()
            .Select(one => ReadWitness(one.Item, $"witnesses[{one.Index}]", faults)).OfType<PolicyWitness>().ToList();
        if (witnesses.Select(one => Convert.ToHexString(one.Key.Encoded)).Distinct().Count() < witnesses.Count)
        {
            fields.Fault("witnesses", "one key stands twice: each counts once.", "同一密钥重复出现：每个见证方只计一次。");
        }

        var quorum = fields.Number("quorum", 1, Math.Max(witnesses.Count, 1));
        var age = fields.Number("max_age_s", 1, SecondsMax);
        return new WitnessPolicy((int)quorum, TimeSpan.FromSeconds(age), witnesses);
    }

    private static PolicyWitness? ReadWitness(JsonElement element, string place, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(element, place, faults, WitnessFields);
        var text = fields.Text(
            "key", 2 * NoteKey.NameCharsMax, fits: key => NoteKey.TryParse(key, out var read) && read.Kind == NoteKeyKind.Witness,
            shape: "witness.example/w1+5b3d4cf1+BASE64");
        var note = fields.Text("note", 1000);
        return NoteKey.TryParse(text, out var parsed) ? new PolicyWitness(parsed, note) : null;
    }
}

/// <summary>One of a policy's witnesses.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Note">Where its newest cosigned checkpoint is: a file, or an http or https address.</param>
public sealed record PolicyWitness(NoteKey Key, string Note);
