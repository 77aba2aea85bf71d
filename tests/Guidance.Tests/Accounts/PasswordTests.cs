using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;

namespace Palveluohjaus.Guidance.Tests.Accounts;

[TestClass]
public sealed class PasswordTests
{
    [TestMethod]
    [DataRow("lyhyt", AccountProblemKind.PasswordTooShort)]
    [DataRow("", AccountProblemKind.PasswordTooShort)]
    [DataRow("aaaaaaaaaaaaaaaa", AccountProblemKind.PasswordTooUniform)]
    [DataRow("yrjo on paras tässä", AccountProblemKind.PasswordIsName)]
    [DataRow("YRJO on paras tässä", AccountProblemKind.PasswordIsName)]
    public async Task A_password_that_is_easy_to_guess_is_refused_and_the_link_still_holds(string password, AccountProblemKind kind)
    {
        await using var desk = await AccountDesk.OpenAsync();
        var invited = await desk.AddAsync(AccountDesk.Second);

        CollectionAssert.AreEqual(new[] { kind }, AccountDesk.Refusals(await desk.UseLinkAsync(invited.Token, password)).ToArray());
        Assert.IsInstanceOfType<AccountResult.Saved>(await desk.UseLinkAsync(invited.Token));
    }

    [TestMethod]
    [DataRow("kaksitoista!")]
    [DataRow("\U0001F511 avain on hyvä \U0001F511")]
    [DataRow("'; DROP TABLE Accounts; --")]
    [DataRow("<script>alert(1)</script>")]
    public async Task Any_characters_make_a_password(string password)
    {
        await using var desk = await AccountDesk.OpenAsync();
        var invited = await desk.AddAsync(AccountDesk.Second);

        Assert.IsInstanceOfType<AccountResult.Saved>(await desk.UseLinkAsync(invited.Token, password));
    }

    [TestMethod]
    public async Task Ten_thousand_characters_are_not_hashed()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var huge = string.Concat(Enumerable.Repeat("abcdefghij", 1000));

        CollectionAssert.AreEqual(new[] { AccountProblemKind.PasswordTooLong }, AccountDesk.Refusals(await ChangeAsync(desk, AccountDesk.Password, huge)).ToArray());
        CollectionAssert.AreEqual(new[] { AccountProblemKind.PasswordWrong }, AccountDesk.Refusals(await ChangeAsync(desk, huge, "toinen pitkä lause")).ToArray());
    }

    [TestMethod]
    public async Task Its_owner_changes_it_with_the_old_one_and_all_sessions_end()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var before = await StampAsync(desk);

        CollectionAssert.AreEqual(new[] { AccountProblemKind.PasswordWrong }, AccountDesk.Refusals(await ChangeAsync(desk, "väärä salasana", "toinen pitkä lause")).ToArray());
        Assert.AreEqual(before, await StampAsync(desk));
        Assert.IsInstanceOfType<AccountResult.Saved>(await ChangeAsync(desk, AccountDesk.Password, "toinen pitkä lause"));
        Assert.AreNotEqual(before, await StampAsync(desk));
    }

    private static Task<AccountResult> ChangeAsync(AccountDesk desk, string old, string wanted) =>
        desk.WithAsync<SetPassword, AccountResult>(passwords => passwords.ChangeOwnAsync(old, wanted, desk.Admin, CancellationToken.None));

    private static Task<string?> StampAsync(AccountDesk desk) =>
        desk.ReadAsync(guidance => guidance.Accounts.Where(account => account.Id == desk.Admin.AccountId).Select(account => account.SecurityStamp).SingleAsync());
}
