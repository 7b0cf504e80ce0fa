using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Views;

/// <summary>Says on standard error what the person should know though the command goes on; each thing once a run.</summary>
internal sealed class Warnings(TextWriter error, bool json, bool chinese)
{
    private int _said;

    /// <summary>Says that the node's newest block is not new, or that this cannot be told.</summary>
    internal void Say(HeadFreshness freshness)
    {
        if (Interlocked.Exchange(ref _said, 1) == 1)
        {
            return;
        }

        if (json)
        {
            var warning = new Document
            {
                ["message"] = freshness.Words,
                ["message_zh"] = freshness.ChineseWords,
                ["failure"] = nameof(VerificationFailure.OldHead),
            };
            error.WriteLine(JsonView.WriteLine(new Document { ["warning"] = warning }));
            return;
        }

        error.WriteLine($"Warning: {freshness.Words}");
        if (chinese)
        {
            error.WriteLine($"警告：{freshness.ChineseWords}");
        }
    }

    /// <summary>Says one thing in the person's language.</summary>
    internal void Say(string words, string chineseWords) => error.WriteLine(
        json
            ? JsonView.WriteLine(
                new Document { ["warning"] = new Document { ["message"] = words, ["message_zh"] = chineseWords } })
            : chinese ? $"警告：{chineseWords}" : $"Warning: {words}");

    /// <summary>Says what is doubtful about what is sent.</summary>
    internal void Say(IReadOnlyList<CallWarning> warnings)
    {
        foreach (var warning in warnings)
        {
            error.WriteLine(
                json ? JsonView.WriteLine(new Document { ["warning"] = Preview.Of(warning) })
                : chinese ? $"警告：{Vocabulary.Label(warning.Field, chinese: true)}：{Moments.InProse(warning.ChineseWords)}"
                : $"Warning: {Vocabulary.Label(warning.Field, chinese: false)}: {Moments.InProse(warning.Words)}");
        }
    }
}
