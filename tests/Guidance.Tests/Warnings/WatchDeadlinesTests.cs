using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Warnings;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Warnings;

[TestClass]
public sealed class WatchDeadlinesTests
{
    private const string Wednesday = "18.3. 8.00";
    private const string WednesdayEvening = "18.3. 18.00";
    private const string Thursday = "19.3. 8.00";

    [TestMethod]
    public async Task Who_has_the_case_is_told_once_of_each_level()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        Assert.AreEqual(0, await desk.RunAsync());

        foreach (var (when, told) in ((string, string)[])[(Wednesday, "50 %"), (WednesdayEvening, "80 %"), (Thursday, "Määräaika ylitetty")])
        {
            desk.To(when);
            Assert.AreEqual(1, await desk.RunAsync(), when);
            Assert.AreEqual(0, await desk.RunAsync(), "The second run has nothing to tell.");

            var (to, mail) = desk.Arrived().Single();
            Assert.AreEqual("sanna", to);
            Assert.Contains(told, mail.TextBody!);
        }
    }

    [TestMethod]
    [DataRow("fi", "1 asian määräaika lähestyy tai on ylitetty – Itäinen palveluohjaus", "viimeinen päivä ke 18.3.")]
    [DataRow("sv", "Tidsfristen i 1 ärende närmar sig eller har gått ut – Östra servicehandledningen", "sista dag ons 18.3")]
    [DataRow("en", "1 matter has a deadline that is near or passed – Eastern guidance", "last day Wed")]
    public async Task The_mail_speaks_the_recipients_language_and_says_nothing_of_the_client(string language, string subject, string due)
    {
        await using var desk = new WarningDesk();
        var caseId = await desk.AddCaseAsync(desk.Sanna, desk.Helmi);
        await desk.ReadAsync(guidance => guidance.Accounts.ExecuteUpdateAsync(set => set.SetProperty(account => account.Language, language)));
        desk.To(Wednesday);

        await desk.RunAsync();

        var mail = desk.Arrived().Single().Mail;
        Assert.AreEqual(subject, mail.Subject);
        foreach (var body in (string[])[mail.TextBody!, mail.HtmlBody!])
        {
            Assert.Contains($"https://ohjaus.county.example/cases/{caseId}/deadlines", body);
            Assert.Contains(due, WebUtility.HtmlDecode(body).Replace('\u00a0', ' '));
        }

        foreach (var secret in (string[])["Helmi", "Suojattu", "1947", "Housing", "Asuminen", "Suviranta", desk.Helmi.Id.ToString(), "sanna"])
            Assert.DoesNotContain(secret, $"{mail.Subject}{mail.TextBody}{mail.HtmlBody}", secret);
    }

    [TestMethod]
    public async Task Many_matters_are_one_mail()
    {
        await using var desk = new WarningDesk();
        for (var number = 0; number < 60; number++)
            await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);

        Assert.AreEqual(2, await desk.RunAsync());

        var mail = desk.Arrived().Single(each => each.To == "sanna").Mail;
        Assert.StartsWith("60 määräaikaa", mail.Subject);
        Assert.Contains("Lisäksi 20 muuta", mail.TextBody!);
        Assert.AreEqual(61, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.CountAsync(row => row.SentAtUtc != null)), "All were told of, listed or not.");
    }

    [TestMethod]
    public async Task A_case_nobody_has_is_told_to_the_lead_when_time_is_up()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(holder: null);

        desk.To(WednesdayEvening);
        Assert.AreEqual(0, await desk.RunAsync());
        desk.To(Thursday);
        Assert.AreEqual(1, await desk.RunAsync());

        Assert.AreEqual("lea", desk.ArrivedAt());
    }

    [TestMethod]
    public async Task Who_covers_is_told_instead_of_who_is_away_and_without_a_cover_the_lead_is()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        await desk.ChangeAsync(guidance => guidance.AddRange(
            new Absence { UnitId = desk.East.Id, WorkerId = desk.Sanna.Id, FromDay = new DateOnly(2026, 3, 18), ToDay = new DateOnly(2026, 3, 18), CoverWorkerId = desk.Oskar.Id, NotedAtUtc = desk.NowUtc },
            new Absence { UnitId = desk.East.Id, WorkerId = desk.Oskar.Id, FromDay = new DateOnly(2026, 3, 19), ToDay = new DateOnly(2026, 3, 20), NotedAtUtc = desk.NowUtc }));

        desk.To(Wednesday);
        await desk.RunAsync();
        var mail = desk.Arrived().Single();
        Assert.AreEqual("oskar", mail.To);
        Assert.StartsWith("2 määräaikaa", mail.Mail.Subject);

        desk.To(Thursday);
        await desk.RunAsync();
        Assert.AreEqual("lea, sanna", desk.ArrivedAt(), "Sanna is back, and the queue covers Oskar.");
    }

    [TestMethod]
    public async Task Who_wants_no_mail_has_no_address_or_may_not_see_cases_gets_none()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        await desk.AddCaseAsync(desk.Lea);
        await desk.ChangeAsync(guidance =>
        {
            guidance.Accounts.Single(account => account.UserName == "sanna").WarnsByMail = false;
            guidance.Accounts.Single(account => account.UserName == "oskar").MailAddress = null;
            guidance.Accounts.Single(account => account.UserName == "lea").Roles = [AccountRole.Manager];
        });
        desk.To(Thursday);

        Assert.AreEqual(0, await desk.RunAsync());
        Assert.AreEqual(0, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.CountAsync()), "Who turns mail on later is told of what still is.");
    }

    [TestMethod]
    public async Task What_is_closed_met_or_stands_still_is_not_told()
    {
        await using var desk = new WarningDesk();
        var (closed, paused) = (await desk.AddCaseAsync(desk.Sanna), await desk.AddCaseAsync(desk.Sanna));
        await desk.ChangeAsync(guidance => guidance.Cases.Single(each => each.Id == closed).Close(desk.NowUtc));
        desk.To("17.3. 18.00");
        Assert.AreEqual(DeadlineChange.Done, await desk.AtDeskAsync((at, actor) => at.PauseAsync(paused, PauseReason.WaitingForClient, actor, CancellationToken.None)));

        desk.To(Thursday);
        Assert.AreEqual(0, await desk.RunAsync());

        await desk.AtDeskAsync((at, actor) => at.ResumeAsync(paused, actor, CancellationToken.None));
        Assert.AreEqual(0, await desk.RunAsync(), "A third of it was used when it stopped: 38 hours moved the end by one day.");
        desk.To("19.3. 14.00");
        Assert.AreEqual(1, await desk.RunAsync());
        Assert.Contains("50 %", desk.Arrived().Single().Mail.TextBody!);
    }

    [TestMethod]
    public async Task A_rule_that_is_changed_after_a_warning_repeats_none()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(WednesdayEvening);
        await desk.RunAsync();
        Assert.AreEqual("sanna", desk.ArrivedAt());
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), """{ "warnings": { "halfPercent": 40, "mostPercent": 99 } }""");
        var rules = DeadlineRules.Read(folder.FullName);

        await using (var guidance = desk.Open())
            Assert.AreEqual(1, (await new RecomputeDeadlines(guidance, new DeadlineBook(rules, CountyCalendar.Helsinki), desk.Clock).RunAsync(new Actor("test"), progress: null, CancellationToken.None)).Changed);

        Assert.AreEqual(WarningLevel.Half, (await desk.ReadAsync(guidance => guidance.Cases.SingleAsync())).WarningAt(desk.NowUtc));
        Assert.AreEqual(0, await desk.RunAsync(), "A lower level than was told of is no news.");
        desk.To(Thursday);
        Assert.AreEqual(1, await desk.RunAsync());
    }

    [TestMethod]
    public async Task Two_nodes_at_once_send_one_mail()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Wednesday);
        var other = -1;
        desk.Server.BeforeTaken = async () =>
        {
            desk.Server.BeforeTaken = () => Task.CompletedTask;
            other = await desk.RunAsync();
        };

        Assert.AreEqual((1, 0), (await desk.RunAsync(), other));

        Assert.AreEqual("sanna", desk.ArrivedAt());
    }

    [TestMethod]
    public async Task A_run_that_was_killed_before_it_noted_its_mail_is_made_up_for_and_not_too_soon()
    {
        await using var desk = new WarningDesk();
        var caseId = await desk.AddCaseAsync(desk.Sanna);
        desk.To(Wednesday);
        await desk.ChangeAsync(guidance => guidance.Add(new DeadlineWarning
        {
            CaseId = caseId, RuleCode = "promise-first-response", Level = WarningLevel.Half, AccountId = guidance.Accounts.Single(account => account.UserName == "sanna").Id,
        }.TakeFor(guidance.CaseDeadlines.Single().DueAtUtc, desk.NowUtc)));

        Assert.AreEqual(0, await desk.RunAsync(), "Somebody may be at it.");
        desk.Clock.Advance(DeadlineWarning.Lease);

        Assert.AreEqual(1, await desk.RunAsync());
    }

    [TestMethod]
    public async Task A_refused_recipient_holds_up_nobody_and_is_given_up_in_the_end()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);
        desk.Server.RefusesRecipient = address => address.StartsWith("sanna", StringComparison.Ordinal);

        Assert.AreEqual(1, await desk.RunAsync());
        Assert.AreEqual("oskar", desk.ArrivedAt());
        for (var run = 0; run < DeadlineWarning.MostAttempts + 3; run++)
            Assert.AreEqual(0, await desk.RunAsync());

        Assert.AreEqual(DeadlineWarning.MostAttempts, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.MaxAsync(row => row.Refusals)));
        Assert.AreEqual(MailFault.RecipientRefused, (await StateAsync(desk)).LastFault);
        RequireQuiet(desk, lines: DeadlineWarning.MostAttempts);
    }

    [TestMethod]
    public async Task A_recipient_the_server_takes_later_holds_up_nobody_and_is_never_given_up()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);
        desk.Server.AnswersRecipient = address => address.StartsWith("sanna", StringComparison.Ordinal) ? "451 4.7.1 greylisted, try later" : null;

        Assert.AreEqual(1, await desk.RunAsync());
        Assert.AreEqual("oskar", desk.ArrivedAt());
        var state = await StateAsync(desk);
        Assert.AreEqual((MailFault.AskedToWait, 1), (state.LastFault, state.LastRunWaiting));
        for (var run = 0; run < DeadlineWarning.MostAttempts + 3; run++)
            Assert.AreEqual(0, await desk.RunAsync());
        Assert.AreEqual(0, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.MaxAsync(row => row.Refusals)), "Later is not never.");

        desk.Server.AnswersRecipient = _ => null;
        Assert.AreEqual(1, await desk.RunAsync());
        Assert.AreEqual("sanna", desk.ArrivedAt());
    }

    [TestMethod]
    [DataRow("452 4.3.1 disk full", false)]
    [DataRow("421 4.3.2 going down", false)]
    [DataRow("451 4.3.0 later", true)]
    [DataRow("452 4.3.1 disk full", true)]
    public async Task A_server_that_takes_nothing_now_stops_the_run_and_costs_no_warning(string answer, bool afterData)
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);
        if (afterData)
            desk.Server.AnswersData = _ => answer;
        else
            desk.Server.AnswersRecipient = _ => answer;

        for (var run = 1; run <= DeadlineWarning.MostAttempts + 1; run++)
        {
            Assert.AreEqual(0, await desk.RunAsync());
            Assert.AreEqual(run, desk.Server.Heard.Count(line => line.StartsWith("MAIL", StringComparison.Ordinal)), "One mail in each run is enough to know.");
        }

        var state = await StateAsync(desk);
        Assert.AreEqual((MailFault.AskedToWait, 2), (state.LastFault, state.LastRunWaiting));
        RequireQuiet(desk, lines: DeadlineWarning.MostAttempts + 1);
        (desk.Server.AnswersData, desk.Server.AnswersRecipient) = (_ => null, _ => null);
        Assert.AreEqual(2, await desk.RunAsync());
    }

    [TestMethod]
    public async Task A_mailbox_that_is_always_full_keeps_no_warning_from_the_others()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        await desk.AddCaseAsync(desk.Oskar);
        desk.To("20.3. 8.00");
        desk.Server.AnswersRecipient = address => address.StartsWith("sanna", StringComparison.Ordinal) ? "452 4.2.2 mailbox full" : null;

        Assert.AreEqual(0, await desk.RunAsync(), "Hers is the oldest.");
        Assert.AreEqual((1, "oskar"), (await desk.RunAsync(), desk.ArrivedAt()));

        Assert.AreEqual((MailFault.AskedToWait, 1), ((await StateAsync(desk)).LastFault, (await StateAsync(desk)).LastRunWaiting));
    }

    [TestMethod]
    public async Task A_mail_the_server_will_not_have_is_counted_and_the_next_is_sent()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);
        desk.Server.AnswersData = to => to[0].StartsWith("sanna", StringComparison.Ordinal) ? "554 5.7.1 not this" : null;

        Assert.AreEqual(1, await desk.RunAsync());

        Assert.AreEqual(1, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.MaxAsync(row => row.Refusals)));
        Assert.AreEqual(MailFault.MessageRefused, (await StateAsync(desk)).LastFault);
    }

    [TestMethod]
    public async Task A_refusal_and_then_a_stop_are_both_told()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.AddCaseAsync(desk.Oskar);
        await desk.ChangeAsync(guidance => guidance.Accounts.Single(account => account.UserName == "lea").Roles = [AccountRole.Guide]);
        await desk.AddCaseAsync(desk.Lea);
        desk.To(Wednesday);
        var asked = 0;
        desk.Server.AnswersRecipient = _ => ++asked == 1 ? "550 5.1.1 nobody" : "452 4.3.1 disk full";

        Assert.AreEqual(0, await desk.RunAsync());

        RequireQuiet(desk, lines: 2);
        Assert.AreEqual("1 mails with warnings were refused, the last with RecipientRefused; 0 were sent.", desk.Log[0]);
        Assert.StartsWith("Warnings by mail stopped: AskedToWait. 2 mails wait for the next run", desk.Log[1]);
        Assert.AreEqual((MailFault.AskedToWait, 2), ((await StateAsync(desk)).LastFault, (await StateAsync(desk)).LastRunWaiting));
    }

    [TestMethod]
    public async Task A_due_time_that_was_wrong_is_told_anew_when_it_is_put_right()
    {
        await using var desk = new WarningDesk();
        var caseId = await desk.AddCaseAsync(desk.Sanna);
        await RaiseAsync(desk.NowUtc);
        desk.To("27.3. 8.00");
        Assert.AreEqual(1, await desk.RunAsync());
        desk.Arrived();
        await RaiseAsync(desk.NowUtc.AddHours(-1));

        var told = new List<string>();
        for (var quarter = 0; quarter < 20 * 4; quarter++)
        {
            desk.Clock.Advance(TimeSpan.FromHours(6));
            await desk.RunAsync();
            Assert.AreEqual(0, await desk.RunAsync(), "Once of each level.");
            told.AddRange(desk.Arrived().Select(each => each.Mail.TextBody!.Split('\n').Single(line => line.StartsWith("- ", StringComparison.Ordinal)).Trim().Replace('\u00a0', ' ')));
        }

        Assert.AreEqual("- 50 % ajasta käytetty: 1, - 80 % ajasta käytetty: 1, - Määräaika ylitetty: 1", string.Join(", ", told));
        Assert.AreEqual(1, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.Where(row => row.RuleCode == "ttt-decide").Select(row => row.DueAtUtc).Distinct().CountAsync()));

        async Task RaiseAsync(DateTime at) => Assert.AreEqual(
            DeadlineChange.Done, await desk.AtDeskAsync((book, actor) => book.RecordAsync(caseId, new MatterToRecord(at, MatterKind.SocialAssistance, false, false), actor, CancellationToken.None)));
    }

    [TestMethod]
    public async Task A_due_time_that_moves_by_a_day_or_less_is_told_once()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Thursday);
        Assert.AreEqual(1, await desk.RunAsync());

        await MoveAsync(TimeSpan.FromHours(-20));
        Assert.AreEqual(0, await desk.RunAsync(), "It was told of a later one.");
        await MoveAsync(TimeSpan.FromHours(22));
        Assert.AreEqual(0, await desk.RunAsync());
        await MoveAsync(TimeSpan.FromHours(23));
        desk.Clock.Advance(TimeSpan.FromDays(2));

        Assert.AreEqual(1, await desk.RunAsync(), "Together it is more than a day from what was told.");
        Assert.AreEqual(0, await desk.RunAsync());

        Task MoveAsync(TimeSpan by) => desk.ReadAsync(async guidance =>
        {
            var due = (await guidance.CaseDeadlines.SingleAsync()).DueAtUtc + by;
            return await guidance.CaseDeadlines.ExecuteUpdateAsync(set => set.SetProperty(deadline => deadline.DueAtUtc, due));
        });
    }

    [TestMethod]
    public async Task Two_nodes_at_once_tell_a_due_time_put_right_once()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Thursday);
        await desk.RunAsync();
        desk.Arrived();
        await desk.ReadAsync(guidance => guidance.DeadlineWarnings.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAtUtc, new DateTime(2026, 3, 10, 22, 0, 0, DateTimeKind.Utc))));
        var other = -1;
        desk.Server.BeforeTaken = async () =>
        {
            desk.Server.BeforeTaken = () => Task.CompletedTask;
            other = await desk.RunAsync();
        };

        Assert.AreEqual((1, 0), (await desk.RunAsync(), other));
        Assert.AreEqual(0, await desk.RunAsync());
        Assert.AreEqual("sanna", desk.ArrivedAt());
    }

    [TestMethod]
    public async Task Who_covers_a_holder_that_was_told_is_told_and_so_is_the_lead_of_one_who_left()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Thursday);
        Assert.AreEqual(2, await desk.RunAsync());
        desk.Arrived();

        await desk.ChangeAsync(guidance => guidance.Add(new Absence { UnitId = desk.East.Id, WorkerId = desk.Sanna.Id, FromDay = new DateOnly(2026, 3, 19), ToDay = new DateOnly(2026, 3, 20), CoverWorkerId = desk.Oskar.Id, NotedAtUtc = desk.NowUtc }));
        Assert.AreEqual((1, "oskar"), (await desk.RunAsync(), desk.ArrivedAt()));
        await desk.ReadAsync(guidance => guidance.Workers.Where(worker => worker.Id == desk.Oskar.Id).ExecuteUpdateAsync(set => set.SetProperty(worker => worker.UnitId, (Guid?)null)));
        Assert.AreEqual((1, "lea"), (await desk.RunAsync(), desk.ArrivedAt()));
        Assert.AreEqual(0, await desk.RunAsync());
    }

    [TestMethod]
    [DataRow("åsa@county.example")]
    [DataRow("a@@county.example")]
    [DataRow("a@county..example")]
    [DataRow("a\r\nRCPT TO:<b@c.example>@county.example")]
    [DataRow("<<>>")]
    public async Task An_address_no_mail_can_be_sent_to_holds_up_nobody(string address)
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        await desk.ChangeAsync(guidance => guidance.Accounts.Single(account => account.UserName == "sanna").MailAddress = address);
        desk.To(Wednesday);
        desk.Server.RefusesRecipient = to => !to.StartsWith("oskar", StringComparison.Ordinal);

        Assert.AreEqual(1, await desk.RunAsync());

        Assert.AreEqual("oskar", desk.ArrivedAt());
        Assert.IsFalse(desk.Server.Heard.Exists(line => line.Contains("b@c.example", StringComparison.Ordinal) && line.StartsWith("RCPT", StringComparison.Ordinal)), string.Join('\n', desk.Server.Heard));
    }

    [TestMethod]
    public async Task A_server_that_is_away_gives_one_line_and_the_next_run_tries_again()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);
        var back = desk.Settings;
        var gone = SmtpServer.Start();
        var port = gone.Port;
        await gone.DisposeAsync();

        Assert.AreEqual(0, await desk.RunAsync(back with { Port = port }));
        var state = await StateAsync(desk);
        Assert.AreEqual((MailFault.ServerAway, 2, 0), (state.LastFault, state.LastRunWaiting, state.LastRunSent));
        RequireQuiet(desk, lines: 1);

        Assert.AreEqual(2, await desk.RunAsync());
        Assert.AreEqual((2L, 0), ((await StateAsync(desk)).SentInAll, (await StateAsync(desk)).LastRunWaiting));
    }

    [TestMethod]
    public async Task A_server_that_says_nothing_is_not_waited_for()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Wednesday);
        desk.Server.IsSilent = true;

        Assert.AreEqual(0, await desk.RunAsync(desk.Settings with { TimeoutSeconds = 1 }));

        Assert.AreEqual(MailFault.Silent, (await StateAsync(desk)).LastFault);
        RequireQuiet(desk, lines: 1);
    }

    [TestMethod]
    public async Task A_server_that_hangs_up_after_the_mail_is_sent_it_again()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Wednesday);
        desk.Server.HangsUpAfterData = true;
        Assert.AreEqual(0, await desk.RunAsync());
        var first = desk.Arrived().Single().Mail.MessageId;
        desk.Server.HangsUpAfterData = false;

        Assert.AreEqual(1, await desk.RunAsync(), "Twice rather than never.");

        Assert.AreEqual(first, desk.Arrived().Single().Mail.MessageId, "So that the server may know it.");
    }

    [TestMethod]
    public async Task No_more_mails_go_in_a_run_than_is_allowed_and_the_rest_in_the_next()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        await desk.AddCaseAsync(desk.Oskar);
        desk.To(Wednesday);

        Assert.AreEqual(1, await desk.RunAsync(desk.Settings with { MostPerRun = 1 }));
        Assert.AreEqual(1, (await StateAsync(desk)).LastRunWaiting);
        Assert.AreEqual(1, await desk.RunAsync(desk.Settings with { MostPerRun = 1 }));
    }

    [TestMethod]
    public async Task A_units_name_adds_no_header_and_no_markup()
    {
        await using var desk = new WarningDesk();
        await desk.ReadAsync(guidance => guidance.Units.ExecuteUpdateAsync(set => set.SetProperty(unit => unit.NameFi, "Itä\r\nBcc: joku@muu.example\r\n\r\n<script>alert(1)</script>")));
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Wednesday);

        await desk.RunAsync();

        var (to, mail) = desk.Arrived().Single();
        Assert.AreEqual("sanna", to);
        Assert.AreEqual((1, 0, 1), (mail.To.Count, mail.Bcc.Count, mail.Headers.Count(header => header.Field == "Subject")));
        Assert.DoesNotContain("<script>", mail.HtmlBody!);
        Assert.DoesNotContain("\nBcc", mail.TextBody!);
    }

    [TestMethod]
    public async Task Off_is_off()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To(Thursday);

        Assert.AreEqual(0, await desk.RunAsync(isOff: true));
        Assert.AreEqual(0, await desk.ReadAsync(guidance => guidance.DeadlineWarnings.CountAsync()));
    }

    private static Task<WarningMailState> StateAsync(WarningDesk desk) => desk.ReadAsync(guidance => guidance.WarningMailStates.SingleAsync());

    private static void RequireQuiet(WarningDesk desk, int lines)
    {
        Assert.HasCount(lines, desk.Log);
        Assert.IsTrue(desk.Log.TrueForAll(line => !line.Contains('@', StringComparison.Ordinal) && !line.Contains("sanna", StringComparison.Ordinal)), string.Join('\n', desk.Log));
    }
}
