namespace Palveluohjaus.Guidance.Contacts;

/// <summary>How the matter was handled. Codes in brackets: THL – Yhteystapa.</summary>
public enum ContactChannel
{
    /// <summary>Phone call [R50].</summary>
    Phone,

    /// <summary>The client came to the office [R10].</summary>
    Visit,

    /// <summary>Home visit [R20].</summary>
    HomeVisit,

    /// <summary>Remote reception by video, in real time [R52].</summary>
    RemoteReception,

    /// <summary>Chat, in real time [R52].</summary>
    Chat,

    /// <summary>Message or e-mail, not in real time [R56].</summary>
    Message,

    /// <summary>Electronic form, not in real time [R56].</summary>
    EForm,

    /// <summary>Letter [R90].</summary>
    Letter,

    /// <summary>Raised inside the organisation, without the client [R72].</summary>
    Internal,
}
