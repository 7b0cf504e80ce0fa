using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Server;

/// <summary>
/// What operators did to a node, a line of JSON each: <c>administration.jsonl</c> in the folder where it was done. A line is added before
/// the work, and one after it, so that what was broken off shows too.
/// </summary>
internal static class AdministrationLog
{
    internal const string FileName = "administration.jsonl";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Does something and notes it.</summary>
    /// <param name="subject">The data directory, or file, to which it is done; the log lies beside it.</param>
    /// <param name="action">The command.</param>
    /// <param name="work">What is done.</param>
    /// <exception cref="IOException">It cannot be noted: nothing was done.</exception>
    internal static async Task<T> NoteAsync<T>(string subject, string action, Func<Task<T>> work)
    {
        Write(subject, action, "begun", null);
        try
        {
            var result = await work();
            Write(subject, action, "done", null);
            return result;
        }
        catch (Exception e)
        {
            Write(subject, action, "failed", e.Message);
            throw;
        }
    }

    private static void Write(string subject, string action, string outcome, string? reason)
    {
        var line = new JsonObject
        {
            ["time"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null),
            ["user"] = Environment.UserName,
            ["process"] = Environment.ProcessId,
            ["action"] = action,
            ["subject"] = Path.GetFullPath(subject),
            ["outcome"] = outcome,
        };
        if (reason is not null)
        {
            line["reason"] = reason;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(subject))!;
        Directory.CreateDirectory(folder);
        File.AppendAllText(Path.Combine(folder, FileName), line.ToJsonString(Json) + "\n");
    }
}
