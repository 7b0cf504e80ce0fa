using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ledger.Oidc.Pages;

/// <summary>One page's language: both are given, one is said. Whatever comes from elsewhere goes through <see cref="Safe"/>.</summary>
internal readonly record struct PageText(bool IsEnglish, bool IsLarge)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    internal string Say(string english, string chinese) => IsEnglish ? english : chinese;

    internal string Say((string English, string Chinese) both) => Say(both.English, both.Chinese);

    internal static string Safe(string text) => Encoder.Encode(text);
}
