using System.Globalization;
using Ledger.Oidc.Logins;

namespace Ledger.Oidc.Pages;

/// <summary>The login page in each of its states.</summary>
internal static class LoginPage
{
    internal static string Of(Login login, string centreName, string formToken, DateTimeOffset now)
    {
        var text = new PageText(login.IsEnglish, login.IsLarge);
        var name = text.Say(login.Client.NameEnglish, login.Client.Name);
        var waits = login.State is LoginState.Pending or LoginState.Scanned;
        var body = $"""
            <div class="card">
            {(waits ? Scan(text, login, now) : "")}
            <div class="said">
            <div><p class="small muted">{text.Say("You are logging in to", "您正在登录")}</p><h1>{PageText.Safe(name)}</h1>
            <p class="small muted">{PageText.Safe(centreName)} · {PageText.Safe(new Uri(login.ReturnOrigin).Authority)}</p></div>
            {(waits ? Steps(text, login) : "")}
            {Says(text, login)}
            {(waits ? Given(text, login) : "")}
            <div class="acts">{Acts(text, login, formToken)}</div>
            </div>
            </div>
            """;
        return PageFrame.Of(
            text, $"{text.Say("Log in", "登录")} – {name}", body, hasChoices: true,
            waits ? $"/login?seen={login.State.ToString().ToLowerInvariant()}" : null);
    }

    private static string Scan(PageText text, Login login, DateTimeOffset now)
    {
        var left = Math.Max(0, (int)(login.Until - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return $"""
            <div class="scan">{QrPicture.Of(login.Session.QrText, text.Say("QR code to scan with your phone", "请用手机扫描的二维码"))}
            <p class="small muted">{text.Say("seconds left:", "剩余秒数：")} <b class="left">{left}</b> · {text.Say("renewed every 5 seconds", "每 5 秒更新")}</p></div>
            """;
    }

    private static string Steps(PageText text, Login login)
    {
        var isScanned = login.State == LoginState.Scanned;
        return $"""
            <ol class="steps"><li class="{(isScanned ? "done" : "on")}">1 {text.Say("scan", "扫码")}</li>
            <li{(isScanned ? " class=\"on\"" : "")}>2 {text.Say("type the number on the phone", "在手机上输入数字")}</li>
            <li>3 {text.Say("confirm with your PIN", "输入 PIN 确认")}</li></ol>
            """;
    }

    private static string Says(PageText text, Login login) => login.State switch
    {
        LoginState.Pending => $"""
            <p class="box" role="status">{text.Say(
                "Scan the code with your phone's certificate app. Does it name another centre, decline.",
                "请用手机证书应用扫描二维码；如手机显示的不是本中心，请拒绝。")}</p>
            """,
        LoginState.Scanned => $"""
            <p class="box" role="status"><b>{text.Say("Scanned.", "已扫码。")}</b> {text.Say(
                "Compare the centre on the phone, then type this number there:", "请在手机上核对中心名称，再输入数字：")}
            <span class="number">{login.Session.Number.ToString("D2", CultureInfo.InvariantCulture)}</span></p>
            """,
        LoginState.Refused => $"""<p class="box wrong" role="alert">{PageText.Safe(text.Say(RefusalWords.Of(login.Refusal)))}</p>""",
        _ => $"""<p class="box" role="status">{text.Say("Confirmed; you are being sent back.", "已确认，正在返回。")}</p>""",
    };

    private static string Given(PageText text, Login login) => $"""
        <dl><dt>{text.Say("It is given", "将提供")}</dt><dd>{PageText.Safe(text.Say(LoginScopes.WordsOf(login.Scopes)))}
        <p class="small muted">{text.Say("not given: identity numbers, telephone numbers", "不提供：个人证件号、手机号")}</p></dd>
        <dt>{text.Say("A login is no signature", "登录不等于签名")}</dt><dd class="muted">{text.Say(
            "signing, sealing and decrypting each ask you again", "签名、盖章、解密时会再次请您确认")}</dd></dl>
        <details class="small"><summary>{text.Say("The camera does not read it", "扫码没有反应？")}</summary>
        <p>{text.Say("Give this text to the app on your phone:", "请将以下文字交给手机应用：")} <code id="qr">{PageText.Safe(login.Session.QrText)}</code></p></details>
        """;

    private static string Acts(PageText text, Login login, string formToken)
    {
        var again = Form("/login/again", formToken, "main", text.Say("Show a new code", "重新生成二维码"));
        var back = Form("/login/cancel", formToken, "", text.Say("Do not log in", "不登录，返回"));
        return login.State == LoginState.Refused ? again + back : back;
    }

    private static string Form(string action, string token, string look, string words) => $"""
        <form method="post" action="{action}"><input type="hidden" name="token" value="{token}"><button class="{look}">{words}</button></form>
        """;
}
