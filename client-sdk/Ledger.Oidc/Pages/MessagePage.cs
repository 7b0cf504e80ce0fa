namespace Ledger.Oidc.Pages;

/// <summary>A page that says one thing.</summary>
internal static class MessagePage
{
    internal static string Of(PageText text, (string English, string Chinese) title, (string English, string Chinese) says, bool isWrong) =>
        PageFrame.Of(
            text,
            text.Say(title),
            $"""
            <div class="card"><div class="said"><h1>{PageText.Safe(text.Say(title))}</h1>
            <p class="box{(isWrong ? " wrong" : "")}" role="{(isWrong ? "alert" : "status")}">{PageText.Safe(text.Say(says))}</p></div></div>
            """);
}
