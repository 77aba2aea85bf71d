using Palveluohjaus.Guidance.Accounts;

namespace Palveluohjaus.Guidance.Tests.Accounts;

[TestClass]
public sealed class OneTimeLinkTests
{
    [TestMethod]
    public async Task A_link_sets_a_password_once()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var invited = await desk.AddAsync(AccountDesk.Second);

        Assert.IsInstanceOfType<AccountResult.Saved>(await desk.UseLinkAsync(invited.Token));

        RequireNotValid(await desk.UseLinkAsync(invited.Token, "toinen pitkä lause"));
    }

    [TestMethod]
    public async Task A_link_holds_for_three_days()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var invited = await desk.AddAsync(AccountDesk.Second);

        desk.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.AreEqual("yrjo", await FindAsync(desk, invited.Token));
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsNull(await FindAsync(desk, invited.Token));
        RequireNotValid(await desk.UseLinkAsync(invited.Token));
    }

    [TestMethod]
    public async Task A_new_link_ends_the_one_before()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var first = await desk.AddAsync(AccountDesk.Second);

        var second = (AccountResult.Invited)await desk.KeepAsync(accounts => accounts.InviteAsync(first.AccountId, desk.Admin, CancellationToken.None));

        RequireNotValid(await desk.UseLinkAsync(first.Token));
        Assert.IsInstanceOfType<AccountResult.Saved>(await desk.UseLinkAsync(second.Token));
    }

    [TestMethod]
    public async Task Of_two_who_ask_for_a_link_at_once_one_gets_a_link_that_holds()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var account = await desk.AddAsync(AccountDesk.Second);

        var asked = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            desk.KeepAsync(accounts => accounts.InviteAsync(account.AccountId, desk.Admin, CancellationToken.None)))));

        var holding = new List<string?>();
        foreach (var invited in asked.Cast<AccountResult.Invited>())
            holding.Add(await FindAsync(desk, invited.Token));
        Assert.AreEqual(1, holding.Count(name => name == "yrjo"));
    }

    [TestMethod]
    public async Task Of_two_who_use_a_link_at_once_one_sets_the_password()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var invited = await desk.AddAsync(AccountDesk.Second);

        var used = await Task.WhenAll(Enumerable.Range(0, 2).Select(index => Task.Run(() => desk.UseLinkAsync(invited.Token, $"pitkä lause numero {index}"))));

        Assert.AreEqual(1, used.OfType<AccountResult.Saved>().Count());
        Assert.AreEqual(1, used.OfType<AccountResult.Refused>().Count());
    }

    [TestMethod]
    public async Task Disabling_ends_the_links_of_the_account()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var invited = await desk.AddAsync(AccountDesk.Second);

        await desk.KeepAsync(accounts => accounts.DisableAsync(invited.AccountId, desk.Admin, CancellationToken.None));
        await desk.KeepAsync(accounts => accounts.EnableAsync(invited.AccountId, desk.Admin, CancellationToken.None));

        RequireNotValid(await desk.UseLinkAsync(invited.Token));
    }

    [TestMethod]
    public async Task The_set_up_link_is_given_only_while_there_are_no_accounts()
    {
        await using var desk = await AccountDesk.OpenAsync();

        Assert.IsNull(await desk.WithAsync<SetPassword, string?>(passwords => passwords.IssueSetUpAsync(CancellationToken.None)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("AAAA")]
    [DataRow("' OR 1=1 --")]
    [DataRow("\U0001F511\u202E\0")]
    public async Task A_made_up_link_is_nobodys(string token)
    {
        await using var desk = await AccountDesk.OpenAsync();

        Assert.IsNull(await FindAsync(desk, token));
        RequireNotValid(await desk.UseLinkAsync(token));
    }

    private static Task<string?> FindAsync(AccountDesk desk, string token) => desk.WithAsync<SetPassword, string?>(passwords => passwords.FindLinkAsync(token, CancellationToken.None));

    private static void RequireNotValid(AccountResult result) =>
        CollectionAssert.AreEqual(new[] { AccountProblemKind.LinkNotValid }, AccountDesk.Refusals(result).ToArray());
}
