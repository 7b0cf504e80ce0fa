using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Protocol;

namespace Ledger.Server.Configuration;

/// <summary>
/// Reads configuration files: JSON with names in <c>snake_case</c>. A name that is not known is refused, for a limit that is misspelt would
/// not hold.
/// </summary>
internal static class ConfigurationFile
{
    /// <summary>Largest file that is read.</summary>
    internal const int BytesMax = 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a file, and the folder that it lies in, whose paths its paths are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">What counts in place of its settings.</param>
    /// <exception cref="InvalidDataException">It is no configuration; the message says what is wrong, and where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static (TConfiguration Content, string Folder) Read<TConfiguration>(string path, SettingOverrides overrides)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no configuration {path}.");
        }

        if (file.Length > BytesMax)
        {
            throw new InvalidDataException($"The configuration {path} has {file.Length} bytes; the most is {BytesMax}.");
        }

        try
        {
            var said = JsonNode.Parse(StrictText.Decode(File.ReadAllBytes(path), path), documentOptions: Once) as JsonObject
                ?? throw new InvalidDataException($"The configuration {path} is no JSON object.");
            overrides.ApplyTo(said, typeof(TConfiguration));
            return (said.Deserialize<TConfiguration>(Json)!, Path.GetDirectoryName(file.FullName)!);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The configuration {path} is not as the specification has it: {e.Message}", e);
        }
    }
}
