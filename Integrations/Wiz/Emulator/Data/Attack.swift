/// The names that MITRE ATT&CK gives to the tactics and techniques of the tenant's rules.
enum Attack {
    static let framework = "MITRE ATT&CK Matrix"

    static func title(ofTactic id: String) -> String {
        tactics[id].map { "\(id) \($0)" } ?? id
    }

    static func title(ofTechnique id: String) -> String {
        techniques[id].map { "\(id) \($0)" } ?? id
    }

    private static let tactics = [
        "TA0001": "Initial Access", "TA0002": "Execution", "TA0003": "Persistence", "TA0004": "Privilege Escalation",
        "TA0005": "Defense Evasion", "TA0006": "Credential Access", "TA0007": "Discovery",
        "TA0008": "Lateral Movement", "TA0009": "Collection", "TA0010": "Exfiltration",
        "TA0011": "Command and Control", "TA0040": "Impact", "TA0043": "Reconnaissance",
    ]

    private static let techniques = [
        "T1027": "Obfuscated Files or Information", "T1046": "Network Service Discovery",
        "T1053.003": "Scheduled Task/Job: Cron", "T1059": "Command and Scripting Interpreter",
        "T1059.004": "Command and Scripting Interpreter: Unix Shell",
        "T1059.006": "Command and Scripting Interpreter: Python", "T1070.006": "Indicator Removal: Timestomp",
        "T1071": "Application Layer Protocol", "T1071.004": "Application Layer Protocol: DNS",
        "T1078.004": "Valid Accounts: Cloud Accounts", "T1087.004": "Account Discovery: Cloud Account",
        "T1098.001": "Account Manipulation: Additional Cloud Credentials",
        "T1098.004": "Account Manipulation: SSH Authorized Keys",
        "T1098.006": "Account Manipulation: Additional Container Cluster Roles", "T1110": "Brute Force",
        "T1190": "Exploit Public-Facing Application", "T1204": "User Execution",
        "T1213": "Data from Information Repositories", "T1486": "Data Encrypted for Impact",
        "T1496": "Resource Hijacking", "T1505.003": "Server Software Component: Web Shell",
        "T1530": "Data from Cloud Storage", "T1537": "Transfer Data to Cloud Account",
        "T1552.005": "Unsecured Credentials: Cloud Instance Metadata API", "T1556": "Modify Authentication Process",
        "T1556.006": "Modify Authentication Process: Multi-Factor Authentication",
        "T1562.001": "Impair Defenses: Disable or Modify Tools", "T1567": "Exfiltration Over Web Service",
        "T1595": "Active Scanning", "T1609": "Container Administration Command", "T1611": "Escape to Host",
        "T1620": "Reflective Code Loading",
    ]
}
