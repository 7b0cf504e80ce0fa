using System.Text.Json.Serialization;

namespace Ledger.Phone;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VaultContent))]
[JsonSerializable(typeof(PendingContent))]
internal sealed partial class VaultJson : JsonSerializerContext;
